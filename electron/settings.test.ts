import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from './settings.ts';
import { tempFolder } from './testing/temp-folder.ts';

const DEFAULTS = { theme: 'system', terminalFontSize: 13, stopEngineOnQuit: true };

async function open(folder: string) {
  const warnings: string[] = [];
  const store = await openSettings(folder, (sentence) => warnings.push(sentence));
  return { store, warnings };
}

describe('settings', () => {
  it('are the defaults where there is no file, and nothing is written', async () => {
    const folder = await tempFolder();
    const { store, warnings } = await open(folder);
    expect(store.get()).toEqual(DEFAULTS);
    expect(warnings).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are kept for the next start, in a file that only their owner reads', async () => {
    const folder = join(await tempFolder(), 'gantry');
    const { store } = await open(folder);
    await store.update({ theme: 'dark' });
    expect((await open(folder)).store.get()).toEqual({ ...DEFAULTS, theme: 'dark' });
    expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('keep every one of many changes at once', async () => {
    const { store } = await open(await tempFolder());
    await Promise.all([
      store.update({ theme: 'dark' }),
      store.update({ terminalFontSize: 20 }),
      store.update({ stopEngineOnQuit: false }),
    ]);
    expect(store.get()).toEqual({ theme: 'dark', terminalFontSize: 20, stopEngineOnQuit: false });
  });

  it('tell their subscribers until these leave', async () => {
    const { store } = await open(await tempFolder());
    const seen: string[] = [];
    const leave = store.subscribe(({ theme }) => seen.push(theme));
    await store.update({ theme: 'dark' });
    leave();
    await store.update({ theme: 'light' });
    expect(seen).toEqual(['dark']);
  });

  it('leave out only what cannot be used, and say so', async () => {
    const folder = await tempFolder();
    const found = { theme: 'pink', terminalFontSize: 18, window: { x: 1 } };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(found));
    const { store, warnings } = await open(folder);
    expect(store.get()).toEqual({ ...DEFAULTS, terminalFontSize: 18 });
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('"theme"');
  });

  it('give way to the defaults when the file is broken, which is kept beside', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'settings.json'), '{"theme": "da');
    const { store, warnings } = await open(folder);
    expect(store.get()).toEqual(DEFAULTS);
    expect(warnings).toHaveLength(1);
    expect(await readFile(join(folder, 'settings.json.broken'), 'utf8')).toContain('"da');
  });

  it.each(['null', '[]', '"text"', '3'])(
    'give way to the defaults when the file holds %s',
    async (content) => {
      const folder = await tempFolder();
      await writeFile(join(folder, 'settings.json'), content);
      expect((await open(folder)).store.get()).toEqual(DEFAULTS);
    },
  );

  it('stay as they were when they cannot be written', async () => {
    const folder = await tempFolder();
    const { store } = await open(join(folder, 'settings.json', 'deeper'));
    await writeFile(join(folder, 'settings.json'), 'a file where a folder is needed');
    await expect(store.update({ theme: 'dark' })).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(store.get()).toEqual(DEFAULTS);
  });
});
