import type { FileChange, FileEntry, FileListing } from '../api/types/files.ts';
import { inSlices } from '../base/in-slices.ts';
import { below, entryOf, plainEntry } from './entry.ts';
import type { FolderCache } from './folder-cache.ts';
import { matches, type NamesWanted } from './names.ts';
import { type FoundThing, openNode, type Root } from './root.ts';
import type { FileOrigin, FileTree, FolderChanges, Original } from './tree.ts';

export interface ListWanted extends NamesWanted {
  /** Only what differs from the image. */
  readonly changed: boolean;
  readonly offset: number;
  readonly limit: number;
}

const NOTHING: FolderChanges = new Map();

/** One page of a held folder. Only the things on the page are looked at, so that a large folder costs no more than its names. */
export async function listFolder(
  tree: FileTree,
  root: Root,
  folder: FoundThing,
  wanted: ListWanted,
  cache: FolderCache,
): Promise<FileListing> {
  const marked = tree.origin !== undefined && folder.node.stats.dev === (await root.device());
  const changes = marked ? await cache.changes(tree, folder) : NOTHING;
  const found = await cache.names(tree, folder, wanted);
  const names = withDeleted(found.names, changes, wanted);
  const page = names.slice(wanted.offset, wanted.offset + wanted.limit);
  const entries = await inSlices(page, 16, async (name) => {
    const change = changeOf(changes, name);
    return change === 'deleted'
      ? await deletedEntry(tree.origin, below(folder.path, name))
      : await entryIn(root, folder, name, change);
  });
  return {
    folder: await entryOf(root, { ...folder, stats: folder.node.stats }),
    entries: entries.filter((entry) => entry !== undefined),
    total: names.length,
    complete: found.complete,
    readOnly: tree.readOnlyAt?.(folder.path) ?? null,
    marked,
  };
}

function changeOf(changes: FolderChanges, name: string): FileChange | null {
  return changes === 'all-added' ? 'added' : (changes.get(name) ?? null);
}

/** What was deleted has its place among the rest, behind the folders. */
function withDeleted(
  names: readonly string[],
  changes: FolderChanges,
  { changed, match }: ListWanted,
): readonly string[] {
  if (changes === 'all-added') return names;
  const deleted = [...changes]
    .filter(([name, change]) => change === 'deleted' && (match === undefined || matches(name, match)))
    .map(([name]) => name)
    .sort();
  const kept = changed ? names.filter((name) => changes.has(name)) : names;
  return deleted.length === 0 ? kept : [...kept, ...deleted];
}

async function entryIn(
  root: Root,
  folder: FoundThing,
  name: string,
  change: FileChange | null,
): Promise<FileEntry | undefined> {
  const path = below(folder.path, name);
  const node = await openNode(folder.node.handle, name, path);
  if (node === undefined) return undefined; // gone since its name was read
  await node.handle.close();
  return await entryOf(root, { path, folder: folder.node.handle, name, stats: node.stats }, change);
}

async function deletedEntry(origin: FileOrigin | undefined, path: string): Promise<FileEntry | undefined> {
  const was: Original | undefined = await origin?.original(path);
  return was === undefined ? undefined : originalEntry(path, was);
}

/** A thing that is only in the image. */
export function originalEntry(path: string, was: Original): FileEntry {
  return { ...plainEntry(path, was.stats, 'deleted'), target: was.target ?? null };
}
