import { join } from 'node:path';
import type { Difference } from './difference.ts';
import { NameList } from './name-list.ts';
import { isFolder, parentKey, pathOfKey, statOf } from './record.ts';

/**
 * The lists of a change, each a file in one folder. `out` and `in` say what a person would do by hand: what goes, and what
 * comes in its place or anew, a folder as a whole.
 */
export const LISTS = {
  /** What goes from the tree. */
  out: 'out',
  /** What comes into it by one rename each. */
  in: 'in',
  /** Files to be copied from where they are kept. */
  files: 'files',
  /** Folders that are not there yet. */
  newFolders: 'new-folders',
  /** Folders whose owner, mode or time has to be set when all else is done; some more than once. */
  folders: 'folders',
} as const;

export interface Change {
  /** Names of the same file, which have to be copied together. */
  readonly groups: readonly (readonly string[])[];
  /** Bytes of content that have to be copied. */
  readonly bytes: number;
  readonly differences: number;
}

/** Writes the lists of a change into `folder`. */
export async function writeChangeLists(
  found: AsyncIterable<readonly Difference[]>,
  folder: string,
): Promise<Change> {
  const lists = new Map<keyof typeof LISTS, NameList>();
  const groups = new Map<string, string[]>();
  let bytes = 0;
  let count = 0;
  try {
    for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
      lists.set(name, await NameList.create(join(folder, LISTS[name])));
    }
    const add = (list: keyof typeof LISTS, name: string) => lists.get(list)?.add(name);
    for await (const some of found) {
      count += some.length;
      for (const difference of some) bytes += sortOut(difference, add, groups);
      for (const list of lists.values()) await list.drain();
    }
  } finally {
    for (const list of lists.values()) await list.close();
  }
  return { groups: [...groups.values()], bytes, differences: count };
}

/** Answers how many bytes have to be copied for it. */
function sortOut(
  { key, there, wanted, within }: Difference,
  add: (list: keyof typeof LISTS, name: string) => void,
  groups: Map<string, string[]>,
): number {
  const path = pathOfKey(key);
  const parent = pathOfKey(parentKey(key));
  if (wanted === undefined) {
    if (!within) {
      add('out', path);
      add('folders', parent);
    }
    return 0;
  }
  if (there !== undefined && isFolder(there) && isFolder(wanted)) {
    add('folders', path);
    return 0;
  }
  if (!within) {
    if (there !== undefined && isFolder(there) !== isFolder(wanted)) add('out', path);
    add('in', path);
    add('folders', parent);
  }
  if (isFolder(wanted)) {
    add('newFolders', path);
    add('folders', path);
    return 0;
  }
  const stat = statOf(wanted);
  if (stat.links > 1) groups.set(stat.inode, [...(groups.get(stat.inode) ?? []), path]);
  else add('files', path);
  return stat.type === 'f' ? stat.size / stat.links : 0;
}
