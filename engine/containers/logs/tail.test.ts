import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogSplitter } from './format.ts';
import { BEGINNING } from './log-files.ts';
import { positionOfLastLines } from './tail.ts';

const T = '2026-11-22T03:32:17.123456789+00:00';
const full = (text: string) => `${T} stdout F ${text}\n`;
const part = (text: string) => `${T} stdout P ${text}\n`;

describe('positionOfLastLines', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const tail = async (content: string, lines: number) => {
    const path = join(folder, 'log');
    await writeFile(path, content);
    const rest = (await readFile(path)).subarray((await positionOfLastLines(path, lines)).offset);
    return new LogSplitter()
      .push(rest)
      .map(({ data }) => data.toString())
      .join('');
  };

  it('gives the last lines', async () => {
    expect(await tail(full('a') + full('b') + full('c'), 2)).toBe('b\nc\n');
  });

  it('gives all when there are fewer', async () => {
    expect(await tail(full('a') + full('b'), 5)).toBe('a\nb\n');
  });

  it('gives none for 0', async () => {
    expect(await tail(full('a'), 0)).toBe('');
  });

  // conmon cuts a line wherever one of its reads ends: --tail 50000 came 25 lines late when each part counted as a line.
  it('counts a line that was cut into parts as one', async () => {
    expect(await tail(full('a') + part('lo') + part('n') + full('g') + full('c'), 2)).toBe('long\nc\n');
  });

  it('counts a line that is not finished yet', async () => {
    expect(await tail(full('a') + full('b') + part('/ # '), 2)).toBe('b\n/ # ');
  });

  it('counts a file that is not there as empty', async () => {
    expect(await positionOfLastLines(join(folder, 'none'), 3)).toEqual(BEGINNING);
  });

  it('gives the last lines of any text, over many chunks', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 3000 }), {
      maxLength: 120,
    });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 900 }),
        async (lines, n, cut) => {
          const log = lines.map((line) => {
            const pieces = line.match(new RegExp(`.{1,${cut}}`, 'g')) ?? [''];
            return pieces.map((piece, at) => (at < pieces.length - 1 ? part(piece) : full(piece))).join('');
          });
          const wanted = lines.slice(-n).map((line) => `${line}\n`);
          expect(await tail(log.join(''), n)).toBe(wanted.join(''));
        },
      ),
      { numRuns: 40 },
    );
  });
});
