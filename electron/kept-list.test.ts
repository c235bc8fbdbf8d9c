import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openKeptList } from './kept-list.ts';
import { tempFolder } from './testing/temp-folder.ts';

async function listIn(path: string, warn = vi.fn<(sentence: string) => void>()) {
  const list = await openKeptList(
    {
      path,
      shape: z.object({ name: z.string(), size: z.number() }),
      nameOf: ({ name }) => name,
      nouns: 'things',
      remedy: 'make them again',
    },
    warn,
  );
  return { list, warn };
}

it('what is put in stays across starts, one for each name, for its owner alone', async () => {
  const path = join(await tempFolder(), 'things.json');
  const { list } = await listIn(path);
  await Promise.all([
    list.put({ name: 'a', size: 1 }),
    list.put({ name: 'b', size: 2 }),
    list.put({ name: 'a', size: 3 }),
  ]);
  await list.remove('c');
  const again = await listIn(path);
  expect(again.list.list()).toEqual([
    { name: 'b', size: 2 },
    { name: 'a', size: 3 },
  ]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('a file that cannot be used is told of, and left as it is until something is put in', async () => {
  const path = join(await tempFolder(), 'things.json');
  await writeFile(path, '[{"name":"a"}]');
  const { list, warn } = await listIn(path);
  expect(list.list()).toEqual([]);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^The things in .*make them again\.$/s));
  expect(await readFile(path, 'utf8')).toBe('[{"name":"a"}]');
});
