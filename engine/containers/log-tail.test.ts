import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { offsetOfLastLines } from './log-tail.ts';

describe('offsetOfLastLines', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const tail = async (content: string, lines: number) => {
    const path = join(folder, 'log');
    await writeFile(path, content);
    return (await readFile(path)).subarray(await offsetOfLastLines(path, lines)).toString();
  };

  it('gives the last lines', async () => {
    expect(await tail('a\nb\nc\n', 2)).toBe('b\nc\n');
  });

  it('gives all when there are fewer', async () => {
    expect(await tail('a\nb\n', 5)).toBe('a\nb\n');
  });

  it('gives none for 0', async () => {
    expect(await tail('a\nb\n', 0)).toBe('');
  });

  it('reads back over more than one chunk', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
    expect(await tail(`${lines.join('\n')}\n`, 40_000)).toBe(`${lines.slice(-40_000).join('\n')}\n`);
  });

  it('counts a file that is not there as empty', async () => {
    expect(await offsetOfLastLines(join(folder, 'none'), 3)).toBe(0);
  });

  it('copes with empty lines', async () => {
    expect(await tail('\n\n\n', 2)).toBe('\n\n');
  });
});
