import { lstat, readdir } from 'node:fs/promises';
import { readableName } from '../disk/tar-header.ts';
import { readTar } from '../disk/tar-reader.ts';
import { ownPath, Root } from '../files/root.ts';
import { type FoundFile, findBelow } from '../process/find.ts';
import { packMembers } from '../process/gnu-tar.ts';
import { foldersAt } from './below.ts';
import type { FolderChanges, LayerChange } from './layer-store.ts';
import { foldersAbove, inFolder, memberPath, parentOf } from './member-path.ts';
import {
  isWhiteout,
  type LayerFolder,
  lookUpIn,
  namesIn,
  onDisk,
  type Shown,
  shownIn,
} from './merged-view.ts';
import { type OverlayXattrs, opaqueRecord } from './whiteout.ts';

type Kind = LayerChange['kind'];

/**
 * What the overlayfs upper folder `upper` changes against the layers in `stack` (top first), as `docker diff` tells it:
 * every folder on the way to a change counts as modified too. Sorted by path; nothing needs to be mounted.
 */
export async function changesIn(
  upper: string,
  stack: readonly LayerFolder[],
  xattrs: OverlayXattrs,
): Promise<LayerChange[]> {
  const kinds = new Map<string, Kind>();
  const shown = new Map<string, Shown>();
  // Folders come before what they hold, so a folder's look-up serves all its members.
  for await (const file of findBelow(upper)) {
    const parent = parentOf(file.path);
    const layers = parent === '' ? stack : shown.get(parent)?.folders;
    const below = layers === undefined ? undefined : await lookUpIn(layers, file.path);
    if (file.type === 'directory' && below?.stats.isDirectory() === true) shown.set(file.path, below);
    const kind = await kindOf(upper, file, below);
    if (kind !== undefined) kinds.set(file.path, kind);
  }
  for (const folder of await opaqueFolders(upper, [...shown.keys()], xattrs)) {
    for (const name of await namesIn(shown.get(folder)?.folders ?? [], folder)) {
      const path = inFolder(folder, name);
      if (!(await exists(upper, path))) kinds.set(path, 'deleted');
    }
  }
  for (const path of kinds.keys()) {
    for (const folder of foldersAbove(path)) if (!kinds.has(folder)) kinds.set(folder, 'modified');
  }
  return [...kinds]
    .map(([path, kind]) => ({ path: `/${readableName(path)}`, kind }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The same of one folder, by name (one character per byte). A folder in it counts as modified when it or anything in it was
 * changed. `folder` is relative, without links, and there.
 */
export async function changesInFolder(
  upper: string,
  stack: readonly LayerFolder[],
  folder: string,
  xattrs: OverlayXattrs,
): Promise<FolderChanges> {
  const layers = await foldersAt(stack, folder);
  if (layers === undefined) return 'all-added';
  const kinds = new Map<string, Kind>();
  const names = await namesInUpper(upper, folder);
  if (names === undefined) return kinds;
  const below = names.length === 0 ? new Set<string>() : await shownIn(layers, folder);
  for (const { name, whiteout } of names) {
    if (!whiteout) kinds.set(name, below.has(name) ? 'modified' : 'added');
    else if (below.has(name)) kinds.set(name, 'deleted');
  }
  if ((await opaqueFolders(upper, [folder], xattrs)).length > 0) {
    for (const name of await shownIn(layers, folder)) if (!kinds.has(name)) kinds.set(name, 'deleted');
  }
  return kinds;
}

/** What lies in a folder of the upper layer, into which the container may be writing; undefined when it has no such folder. */
async function namesInUpper(
  upper: string,
  folder: string,
): Promise<readonly { readonly name: string; readonly whiteout: boolean }[] | undefined> {
  const root = await Root.open(upper);
  try {
    const found = await root.find(`/${folder}`, { follow: false });
    try {
      if (found.path !== `/${folder}` || found.node?.stats.isDirectory() !== true) return undefined;
      const here = `${ownPath(found.node.handle)}/.`;
      const entries = await readdir(here, { encoding: 'latin1', withFileTypes: true });
      return await Promise.all(
        entries.map(async (entry) => ({
          name: entry.name,
          whiteout: entry.isCharacterDevice() && (await isWhiteoutAt(here, entry.name)),
        })),
      );
    } finally {
      await found.close();
    }
  } catch {
    return undefined; // a part of the way is not in the upper layer
  } finally {
    await root.close();
  }
}

async function kindOf(upper: string, file: FoundFile, below: Shown | undefined): Promise<Kind | undefined> {
  if (file.type === 'character-device' && (await isWhiteoutAt(upper, file.path))) {
    return below === undefined ? undefined : 'deleted';
  }
  if (below === undefined) return 'added';
  return file.type === 'directory' && isSameFolder(file, below) ? undefined : 'modified';
}

/** A folder that overlayfs copied up only because something in it changed. */
function isSameFolder(file: FoundFile, below: Shown): boolean {
  const { stats } = below;
  return (
    stats.isDirectory() &&
    (Number(stats.mode) & 0o7777) === file.mode &&
    Number(stats.uid) === file.uid &&
    Number(stats.gid) === file.gid &&
    stats.mtimeNs === nanosecondsOf(file.mtime)
  );
}

/** Decimal seconds, with more digits of fraction than a number holds, as nanoseconds. */
function nanosecondsOf(seconds: string): bigint {
  const [whole = '0', fraction = ''] = seconds.split('.');
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

/** Only GNU tar reads extended attributes on every machine, so it is asked for the folders alone. */
async function opaqueFolders(
  upper: string,
  folders: readonly string[],
  xattrs: OverlayXattrs,
): Promise<string[]> {
  if (folders.length === 0) return [];
  const [key] = opaqueRecord(xattrs);
  const opaque: string[] = [];
  for await (const { header } of readTar(packMembers(upper, folders))) {
    if (header.records.get(key) === 'y') opaque.push(memberPath(header.path));
  }
  return opaque;
}

async function isWhiteoutAt(upper: string, path: string): Promise<boolean> {
  try {
    return isWhiteout(await lstat(onDisk(upper, path), { bigint: true }));
  } catch {
    return false; // gone since it was found
  }
}

async function exists(upper: string, path: string): Promise<boolean> {
  try {
    await lstat(onDisk(upper, path));
    return true;
  } catch {
    return false;
  }
}
