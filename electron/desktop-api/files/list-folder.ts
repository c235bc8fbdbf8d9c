import { opendir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LocalEntry, LocalFolder } from '../types.ts';
import { fileTrouble } from './file-trouble.ts';

/** More than a person reads; what is beyond is said to be. */
const MOST = 2000;

/** What is in a folder of this machine, folders first, then by name. Throws a `DesktopError` naming the folder. */
export async function listFolder(asked: string): Promise<LocalFolder> {
  try {
    const path = await realpath(asked);
    const entries: LocalEntry[] = [];
    let truncated = false;
    for await (const { name } of await opendir(path)) {
      truncated = entries.length === MOST;
      if (truncated) break;
      entries.push({ name, kind: await kindOf(join(path, name)) });
    }
    const parent = dirname(path);
    return { path, parent: parent === path ? null : parent, entries: entries.sort(byKindAndName), truncated };
  } catch (cause) {
    throw fileTrouble(asked, cause);
  }
}

/** Links are followed; one that leads nowhere is something else. */
async function kindOf(path: string): Promise<LocalEntry['kind']> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() === true ? 'folder' : stats?.isFile() === true ? 'file' : 'other';
}

function byKindAndName(one: LocalEntry, other: LocalEntry): number {
  const folders = Number(other.kind === 'folder') - Number(one.kind === 'folder');
  return folders || one.name.localeCompare(other.name, 'en');
}
