import { describe, expect, it } from 'vitest';
import { fault } from '../base/errors.ts';
import { bytesOf, inChunks } from '../testing/tar-of.ts';
import { compressionOf, decompressed } from './decompress.ts';
import { ProgramError, run } from './run.ts';
import { feedProgram, stream } from './stream.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

describe('stream', () => {
  it('feeds a program and yields what it prints, however much that is', async () => {
    const out = await bytesOf(stream('cat', [], { input: inChunks(MEGABYTE, 10_000) }));
    expect(out.equals(MEGABYTE)).toBe(true);
  });

  it('does not read its input faster than the program does', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += MEGABYTE.length;
        yield MEGABYTE;
      }
    }
    for await (const _ of stream('cat', [], { input: endless() })) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      break;
    }
    expect(given).toBeLessThan(10 * MEGABYTE.length);
  });

  it('throws what the input threw, and ends the program', async () => {
    async function* broken() {
      yield MEGABYTE;
      throw fault('invalid', 'bad input');
    }
    await expect(bytesOf(stream('cat', [], { input: broken() }))).rejects.toMatchObject({
      kind: 'invalid',
      message: 'bad input',
    });
  });

  it('ends a program whose reader stops early', async () => {
    let seen = 0;
    for await (const chunk of stream('sh', ['-c', 'trap "" TERM PIPE; while :; do echo y; done 2>&-'])) {
      seen += chunk.length;
      break;
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('takes a program that does not want all of its input', async () => {
    const out = await bytesOf(stream('head', ['-c', '3'], { input: inChunks(MEGABYTE) }));
    expect(out.toString()).toBe('xxx');
  });

  it('tells how a program failed, after all that it printed', async () => {
    const chunks: Buffer[] = [];
    const reading = (async () => {
      const script = 'echo out; echo first >&2; echo second >&2; exit 3';
      for await (const chunk of stream('sh', ['-c', script])) chunks.push(chunk);
    })();
    await expect(reading).rejects.toBeInstanceOf(ProgramError);
    await expect(reading).rejects.toMatchObject({
      message: 'sh failed with exit code 3: first',
      stderr: 'first\nsecond\n',
    });
    expect(Buffer.concat(chunks).toString()).toBe('out\n');
  });

  it('takes exit codes that are answers', async () => {
    const input = inChunks(Buffer.from('x'));
    await expect(
      feedProgram('sh', ['-c', 'exit 3'], { input, successExitCodes: [0, 3] }),
    ).resolves.toBeUndefined();
  });

  it('says which program is not installed', async () => {
    await expect(bytesOf(stream('no-such-program', []))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const reading = bytesOf(stream('sleep', ['60'], { signal: controller.signal }));
    controller.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe('decompressed', () => {
  it.each(['gzip', 'zstd', 'xz', 'bzip2'] as const)('unpacks what %s packed', async (packer) => {
    const packed = await bytesOf(stream(packer, ['-c'], { input: inChunks(MEGABYTE) }));
    expect(compressionOf(packed)).toBe(packer);
    expect((await bytesOf(decompressed(inChunks(packed, 3)))).equals(MEGABYTE)).toBe(true);
    await expect(bytesOf(decompressed(inChunks(packed.subarray(0, -20))))).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it.each(['', 'x', 'plain bytes'])('leaves "%s" as it is', async (text) => {
    expect((await bytesOf(decompressed(inChunks(Buffer.from(text), 1)))).toString()).toBe(text);
  });

  it('takes a gzip stream that is padded with zeros, as on a tape', async () => {
    const { stdout } = await run('sh', ['-c', '(echo hi | gzip -c; head -c 100 /dev/zero) | base64']);
    expect((await bytesOf(decompressed(inChunks(Buffer.from(stdout, 'base64'))))).toString()).toBe('hi\n');
  });
});
