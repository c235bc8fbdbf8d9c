import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRegistries } from './registries.ts';
import { tempFolder } from './testing/temp-folder.ts';

const login = (server: string, username = 'ann') => ({ server, username, password: 'x', identityToken: '' });

describe('logins at registries', () => {
  it('are kept for the next start, in a file that only its owner reads', async () => {
    const folder = join(await tempFolder(), 'gantry');
    const store = await openRegistries(folder, () => undefined);
    await Promise.all([store.put(login('a.example')), store.put(login('b.example'))]);
    await store.put(login('a.example', 'bob'));
    const again = await openRegistries(folder, () => undefined);
    expect(again.list()).toEqual([login('b.example'), login('a.example', 'bob')]);
    expect((await stat(join(folder, 'registries.json'))).mode & 0o777).toBe(0o600);
  });

  it('are gone when they are removed', async () => {
    const folder = await tempFolder();
    const store = await openRegistries(folder, () => undefined);
    await store.put(login('a.example'));
    await store.remove('a.example');
    expect(JSON.parse(await readFile(join(folder, 'registries.json'), 'utf8'))).toEqual([]);
  });

  it('do not keep the desktop from starting when the file is broken', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'registries.json'), '[{"server":');
    const warnings: string[] = [];
    const store = await openRegistries(folder, (sentence) => warnings.push(sentence));
    expect([store.list(), warnings.length]).toEqual([[], 1]);
  });
});
