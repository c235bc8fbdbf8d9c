import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsShape } from './desktop-api/settings-patch.ts';
import type { Settings } from './desktop-api/types.ts';
import { errnoOf, messageOf } from './desktop-error.ts';
import { listeners } from './listeners.ts';
import { writeWhole } from './write-whole.ts';

const DEFAULTS: Settings = { theme: 'system', terminalFontSize: 13, stopEngineOnQuit: true };

/** What a person chose, kept in `settings.json` of the config folder. */
export interface SettingsStore {
  get(): Settings;
  /** Keeps the change on disk, then tells the subscribers. Changes are made one after another. */
  update(patch: Partial<Settings>): Promise<Settings>;
  subscribe(listener: (settings: Settings) => void): () => void;
}

/**
 * Opens the settings of a config folder. Never throws for what is in the file: a value that cannot be used gives way
 * to its default, a file that is no JSON is kept beside as `settings.json.broken`, and `warn` gets a sentence.
 */
export async function openSettings(folder: string, warn: (sentence: string) => void): Promise<SettingsStore> {
  const path = join(folder, 'settings.json');
  const changes = listeners<Settings>();
  let settings = await readSettings(path, warn);
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: () => settings,
    subscribe: changes.add,
    update(patch) {
      const change = last.then(async () => {
        const changed = { ...settings, ...patch };
        await writeWhole(path, `${JSON.stringify(changed, null, 2)}\n`);
        settings = changed;
        changes.tell(changed);
        return changed;
      });
      last = change.catch(() => undefined);
      return change;
    },
  };
}

async function readSettings(path: string, warn: (sentence: string) => void): Promise<Settings> {
  try {
    return usable(JSON.parse(await readFile(path, 'utf8')), path, warn);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return DEFAULTS;
    warn(`The settings in ${path} cannot be read (${messageOf(error)}); the defaults hold.`);
    if (error instanceof SyntaxError) await rename(path, `${path}.broken`).catch(() => undefined);
    return DEFAULTS;
  }
}

function usable(found: unknown, path: string, warn: (sentence: string) => void): Settings {
  const values: Readonly<Record<string, unknown>> = typeof found === 'object' ? { ...found } : {};
  const good = Object.entries(values).filter(([key, value]) => {
    const isGood = settingsShape.partial().safeParse({ [key]: value }).success && value !== undefined;
    if (!isGood) warn(`"${key}" in ${path} is not a setting that this version knows; it is left out.`);
    return isGood;
  });
  return { ...DEFAULTS, ...Object.fromEntries(good) };
}
