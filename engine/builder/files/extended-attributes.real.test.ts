import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractTar } from '../../process/gnu-tar.ts';
import { inChunks, tarOf } from '../../testing/tar-of.ts';
import { type Attributes, askTar, readAttributes } from './extended-attributes.ts';

const CAPABILITY = Buffer.from('0100000200200000000000000000000000000000', 'hex').toString('latin1');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('extended attributes', () => {
  it('are read the same by getfattr and by tar, of things with any name', async () => {
    const records = new Map([['SCHILY.xattr.security.capability', CAPABILITY]]);
    const name = '\u00c3\u00a9 "x"\\';
    await extractTar(
      inChunks(
        tarOf([{ path: 'a/' }, { path: `a/${name}`, records }, { path: 'a/none' }, { path: 'b', records }]),
      ),
      folder,
    );
    const paths = [`${folder}/a`, `${folder}/b`];
    const expected = new Map([
      [`${folder}/a/${name}`, records],
      [`${folder}/b`, records],
    ]);
    expect(await readAttributes(paths)).toEqual(expected);
    const found = new Map<string, Attributes>();
    await askTar(found, paths);
    expect(found).toEqual(expected);
  });
});
