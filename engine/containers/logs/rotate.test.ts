import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGrowing } from './follow.ts';
import { LogSplitter } from './format.ts';
import { BEGINNING, endOfFiles, endOfLog, type LogPosition, logFiles } from './log-files.ts';
import { rotate } from './rotate.ts';
import { positionOfLastLines } from './tail.ts';

const line = (text: string) => `2026-11-22T03:32:17.123456789+00:00 stdout F ${text}\n`;

describe('a log that is rotated', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
    path = join(folder, 'container.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const print = (...texts: string[]) => appendFile(path, texts.map(line).join(''));
  /** Puts a new file in the log's place, as conmon does. */
  const reopen = async () => {
    await writeFile(`${path}.tmp`, '');
    await rename(`${path}.tmp`, path);
    return true;
  };
  const read = async (from = BEGINNING, to?: LogPosition) => {
    const splitter = new LogSplitter();
    const texts: string[] = [];
    const options = { follow: undefined, to, signal: new AbortController().signal };
    for await (const chunk of readGrowing(path, from, options))
      texts.push(...splitter.push(chunk).map(({ data }) => data.toString().trimEnd()));
    return texts;
  };

  it('is read through all its files, and loses the oldest first', async () => {
    for (const text of ['a', 'b', 'c', 'd']) {
      await print(text);
      await rotate(path, 3, reopen);
    }
    await print('e');
    expect(await read()).toEqual(['c', 'd', 'e']);
    expect((await logFiles(path)).map((file) => file.path)).toEqual([`${path}.2`, `${path}.1`, path]);
  });

  it('keeps one file when no more are wanted', async () => {
    await print('a');
    await rotate(path, 1, reopen);
    await print('b');
    expect(await read()).toEqual(['b']);
  });

  it('gives its last lines from whatever files they are in', async () => {
    await print('a', 'b');
    await rotate(path, 3, reopen);
    await print('c', 'd');
    await rotate(path, 3, reopen);
    await print('e');
    for (let lines = 0; lines <= 6; lines += 1) {
      const all = ['a', 'b', 'c', 'd', 'e'];
      expect(await read(await positionOfLastLines(path, lines))).toEqual(
        all.slice(all.length - Math.min(lines, 5)),
      );
    }
  });

  it('gives no line that was printed after it was asked', async () => {
    await print('a', 'b');
    const to = await endOfFiles(path);
    await print('c');
    const from = await positionOfLastLines(path, 1, to);
    expect(await read(from, to)).toEqual(['b']);
    await rotate(path, 3, reopen);
    await print('d');
    expect(await read(await positionOfLastLines(path, 1, to), to)).toEqual(['b']);
    expect(await read(BEGINNING, to)).toEqual(['a', 'b']);
  });

  it('is whole when the rotation was interrupted before the writer went on', async () => {
    await print('a');
    await rotate(path, 3, () => Promise.resolve(false));
    await print('b');
    expect(await read()).toEqual(['a', 'b']);
    await rotate(path, 3, reopen);
    await print('c');
    expect(await read()).toEqual(['a', 'b', 'c']);
  });

  it('is followed over a rotation, with nothing lost or twice', async () => {
    const end = { ended: false, callbacks: new Set<() => void>() };
    const follow = {
      get ended() {
        return end.ended;
      },
      onEnd: (callback: () => void) => {
        end.callbacks.add(callback);
        return () => end.callbacks.delete(callback);
      },
    };
    const seen: string[] = [];
    const splitter = new LogSplitter();
    const from = await endOfLog(path);
    const reading = (async () => {
      for await (const chunk of readGrowing(path, from, { follow, signal: new AbortController().signal }))
        seen.push(...splitter.push(chunk).map(({ data }) => data.toString().trimEnd()));
    })();
    const printed: string[] = [];
    for (let number = 0; number < 200; number += 1) {
      printed.push(`line ${number}`);
      await print(`line ${number}`);
      if (number % 20 === 19) await rotate(path, 40, reopen);
    }
    end.ended = true;
    for (const callback of end.callbacks) callback();
    await reading;
    expect(seen).toEqual(printed);
  });
});
