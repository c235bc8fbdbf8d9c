import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Digest, digestOfHex } from '../base/digest.ts';
import { bytesOf, inChunks } from '../testing/tar-of.ts';
import type { BlobStore } from './blob-store.ts';
import { openBlobStore } from './layout-blob-store.ts';

const HELLO = Buffer.from('hello'.repeat(1000));
const digestOf = (bytes: Buffer): Digest => digestOfHex(createHash('sha256').update(bytes).digest('hex'));

describe('the blob store', () => {
  let root: string;
  let blobs: BlobStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gantry-test-blobs-'));
    blobs = await openBlobStore(root);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const files = async () => [
    ...(await readdir(join(root, 'blobs/sha256'))),
    ...(await readdir(join(root, 'incoming'))),
  ];

  it('keeps what it was given under its digest', async () => {
    const lease = blobs.lease();
    const stored = await lease.ingest(inChunks(HELLO), { digest: digestOf(HELLO), size: HELLO.length });
    expect(stored).toEqual({ digest: digestOf(HELLO), size: HELLO.length });
    expect(await blobs.read(stored.digest)).toEqual(HELLO);
    expect(await bytesOf(blobs.stream(stored.digest))).toEqual(HELLO);
    expect(await blobs.sizeOf(stored.digest)).toBe(HELLO.length);
    expect(await blobs.list()).toEqual([stored.digest]);
  });

  it('keeps the same content once', async () => {
    const lease = blobs.lease();
    await Promise.all([lease.ingest(inChunks(HELLO)), lease.ingest(inChunks(HELLO, 7))]);
    expect(await files()).toHaveLength(1);
  });

  it.each([
    ['another digest', { digest: digestOf(Buffer.from('x')) }, 'the content should be sha256:2d711'],
    ['fewer bytes', { size: HELLO.length + 1 }, 'should have 5001 bytes but has 5000'],
    ['more bytes', { size: 10 }, 'should have 10 bytes but has more'],
  ])('refuses content with %s than promised and keeps nothing of it', async (_, expected, message) => {
    const ingested = blobs.lease().ingest(inChunks(HELLO), expected);
    await expect(ingested).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
    expect(await files()).toEqual([]);
  });

  it('keeps nothing of a source that fails, and throws what it threw', async () => {
    async function* failing() {
      yield HELLO;
      throw new Error('gone');
    }
    await expect(blobs.lease().ingest(failing())).rejects.toThrow('gone');
    expect(await files()).toEqual([]);
  });

  it('removes a blob only when no lease holds it', async () => {
    const writer = blobs.lease();
    const reader = blobs.lease();
    const { digest } = await writer.ingest(inChunks(HELLO));
    reader.hold(digest);
    expect(await blobs.remove(digest)).toBe(0);
    expect(writer.release()).toEqual([digest]);
    expect(writer.release()).toEqual([]);
    expect(await blobs.remove(digest)).toBe(0);
    reader.release();
    expect(await blobs.remove(digest)).toBe(HELLO.length);
    expect(await blobs.remove(digest)).toBe(0);
  });

  it('never loses a blob that is written again while it is removed', async () => {
    for (let round = 0; round < 20; round++) {
      const first = blobs.lease();
      const { digest } = await first.ingest(inChunks(HELLO));
      first.release();
      const second = blobs.lease();
      await Promise.all([second.ingest(inChunks(HELLO)), blobs.remove(digest)]);
      expect(await blobs.sizeOf(digest)).toBe(HELLO.length);
      second.release();
      await blobs.remove(digest);
    }
  });

  it('reads small blobs at once, and only small ones', async () => {
    const { digest } = await blobs.lease().ingest(inChunks(HELLO));
    await expect(blobs.read(digest, 100)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(blobs.read(digestOf(Buffer.from('x')))).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('sweeps away what a crash left half-written', async () => {
    await mkdir(join(root, 'incoming'), { recursive: true });
    await writeFile(join(root, 'incoming/half'), 'x');
    await openBlobStore(root);
    expect(await files()).toEqual([]);
  });
});
