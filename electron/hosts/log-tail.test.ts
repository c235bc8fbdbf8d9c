import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { lastLines } from './log-tail.ts';

it('gives the last lines, oldest first', async () => {
  const path = join(await tempFolder(), 'log');
  await writeFile(path, 'one\ntwo\nthree\n');
  expect(await lastLines(path, 2)).toEqual(['two', 'three']);
});

it('gives an unfinished last line too', async () => {
  const path = join(await tempFolder(), 'log');
  await writeFile(path, 'one\ntw');
  expect(await lastLines(path, 5)).toEqual(['one', 'tw']);
});

it('reads only the end of a large log, and never half a line', async () => {
  const path = join(await tempFolder(), 'log');
  await writeFile(path, `${'x'.repeat(300_000)}\n${'line\n'.repeat(300)}`);
  const lines = await lastLines(path, 1000);
  expect(lines).toHaveLength(300);
  expect(new Set(lines)).toEqual(new Set(['line']));
});

it('gives nothing for a file that does not exist or is empty', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'empty'), '');
  expect(await lastLines(join(folder, 'none'), 5)).toEqual([]);
  expect(await lastLines(join(folder, 'empty'), 5)).toEqual([]);
});
