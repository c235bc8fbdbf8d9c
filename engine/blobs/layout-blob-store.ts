import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestOfHex, hexOf } from '../base/digest.ts';
import { errnoOf, fault, GantryError } from '../base/errors.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { diskFault, makeFolder, syncFolder } from '../disk/atomic-write.ts';
import { inPieces } from '../disk/in-pieces.ts';
import type { BlobLease, BlobStore, ExpectedBlob, StoredBlob } from './blob-store.ts';

/** Manifests and configurations; registries refuse larger ones too. */
const SMALL = 4 * 1024 * 1024;

/** Opens the blobs of an OCI image layout in `root`, and sweeps away what a crash left half-written. */
export async function openBlobStore(root: string): Promise<BlobStore> {
  const folders = { blobs: join(root, 'blobs/sha256'), incoming: join(root, 'incoming') };
  await makeFolder(folders.blobs, 0o755);
  await rm(folders.incoming, { recursive: true, force: true });
  await makeFolder(folders.incoming, 0o700);
  return new LayoutBlobStore(folders);
}

interface Folders {
  readonly blobs: string;
  readonly incoming: string;
}

class LayoutBlobStore implements BlobStore {
  readonly #folders: Folders;
  readonly #mutex = new KeyedMutex();
  /** How many leases hold a blob. */
  readonly #held = new Map<Digest, number>();

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  pathOf(digest: Digest): string {
    return join(this.#folders.blobs, hexOf(digest));
  }

  async sizeOf(digest: Digest): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(digest))).size;
    } catch (cause) {
      if (errnoOf(cause) === 'ENOENT') return undefined;
      throw diskFault(`read ${this.pathOf(digest)}`, cause);
    }
  }

  async read(digest: Digest, limit = SMALL): Promise<Buffer> {
    const size = await this.sizeOf(digest);
    if (size === undefined) throw fault('not-found', `the content ${digest} is not in the store`);
    if (size > limit) throw fault('invalid', `the content ${digest} has ${size} bytes, more than ${limit}`);
    return readFile(this.pathOf(digest));
  }

  stream(digest: Digest) {
    return createReadStream(this.pathOf(digest));
  }

  async list(): Promise<Digest[]> {
    const names = await readdir(this.#folders.blobs);
    return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).map(digestOfHex);
  }

  remove(digest: Digest, isNeeded = () => false): Promise<number> {
    return this.#mutex.run(digest, async () => {
      if (this.#held.has(digest) || isNeeded()) return 0;
      const size = await this.sizeOf(digest);
      if (size === undefined) return 0;
      try {
        await unlink(this.pathOf(digest));
      } catch (cause) {
        throw diskFault(`remove ${this.pathOf(digest)}`, cause);
      }
      return size;
    });
  }

  isHeld(digest: Digest): boolean {
    return this.#held.has(digest);
  }

  lease(): BlobLease {
    const held = new Set<Digest>();
    const hold = (digest: Digest) => {
      if (held.has(digest)) return;
      held.add(digest);
      this.#held.set(digest, (this.#held.get(digest) ?? 0) + 1);
    };
    return {
      hold,
      ingest: (source, expected) => this.#ingest(source, expected ?? {}, hold),
      release: () => {
        const released = [...held];
        held.clear();
        for (const digest of released) {
          const count = (this.#held.get(digest) ?? 1) - 1;
          if (count === 0) this.#held.delete(digest);
          else this.#held.set(digest, count);
        }
        return released;
      },
    };
  }

  async #ingest(
    source: AsyncIterable<Buffer>,
    expected: ExpectedBlob,
    hold: (digest: Digest) => void,
  ): Promise<StoredBlob> {
    const temp = join(this.#folders.incoming, randomBytes(8).toString('hex'));
    try {
      const file = await open(temp, 'wx', 0o644);
      const blob = await closing(file, () => writeVerified(file, source, expected));
      // Held before it is looked for: a removal that came first is over by then, and none can come later.
      hold(blob.digest);
      await this.#mutex.run(blob.digest, async () => {
        if ((await this.sizeOf(blob.digest)) === blob.size) return;
        await rename(temp, this.pathOf(blob.digest));
        await syncFolder(this.#folders.blobs);
      });
      return blob;
    } catch (cause) {
      throw cause instanceof GantryError || errnoOf(cause) === undefined
        ? cause
        : diskFault(`write into ${this.#folders.blobs}`, cause);
    } finally {
      await rm(temp, { force: true });
    }
  }
}

/** Writes everything, flushes it to the disk, and answers what it was. */
async function writeVerified(
  file: FileHandle,
  source: AsyncIterable<Buffer>,
  expected: ExpectedBlob,
): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of inPieces(source)) {
    size += piece.length;
    if (expected.size !== undefined && size > expected.size) break;
    hash.update(piece);
    await file.writeFile(piece);
  }
  if (expected.size !== undefined && size !== expected.size) {
    const found = size > expected.size ? 'more' : `${size}`;
    throw fault('invalid', `the content should have ${expected.size} bytes but has ${found}`);
  }
  const digest = digestOfHex(hash.digest('hex'));
  if (expected.digest !== undefined && digest !== expected.digest) {
    throw fault('invalid', `the content should be ${expected.digest} but is ${digest}`);
  }
  await file.datasync();
  return { digest, size };
}

/** Runs `work` and closes the file; an error of either is not lost. */
async function closing<T>(file: FileHandle, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return result;
}
