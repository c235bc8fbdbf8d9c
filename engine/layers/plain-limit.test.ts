import { describe, expect, it } from 'vitest';
import { bytesOf, inChunks } from '../testing/tar-of.ts';
import { plainLimit, upTo } from './plain-limit.ts';

const GIB = 1024 ** 3;

describe('the limit of a layer', () => {
  it('lets small layers be as sparse as they like, and large ones two hundred times as large', () => {
    expect(plainLimit(1000)).toBe(GIB);
    expect(plainLimit(GIB)).toBe(200 * GIB);
  });

  it('is kept to the byte', async () => {
    const bytes = Buffer.alloc(5000, 'x');
    expect((await bytesOf(upTo(5000, inChunks(bytes)))).equals(bytes)).toBe(true);
    await expect(bytesOf(upTo(4999, inChunks(bytes)))).rejects.toMatchObject({ kind: 'invalid' });
  });
});
