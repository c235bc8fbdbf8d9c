import type { BigIntStats } from 'node:fs';
import { type FileHandle, lstat, readlink } from 'node:fs/promises';
import { readableName } from '../base/file-name.ts';
import { openLayerFile } from '../files/open-file.ts';
import { inFolder, parentOf } from './member-path.ts';
import { isWhiteout, type LayerFolder, lookUpIn, onDisk } from './merged-view.ts';

/** What the layers below a writable have at a path. */
export interface ThingBelow {
  readonly stats: BigIntStats;
  /** Of a link: what it says, as text. */
  readonly target: string | undefined;
  /** Opens a file's content for reading. Throws `invalid` for what is not a file. */
  open(): Promise<FileHandle>;
}

/** The layers that make up a folder, top first; undefined when they show no folder there. Links are not followed. */
export async function foldersAt(
  stack: readonly LayerFolder[],
  folder: string,
): Promise<readonly LayerFolder[] | undefined> {
  let layers = stack;
  let at = '';
  for (const part of folder === '' ? [] : folder.split('/')) {
    at = inFolder(at, part);
    const shown = await lookUpIn(layers, at);
    if (shown?.stats.isDirectory() !== true) return undefined;
    layers = shown.folders;
  }
  return layers;
}

/** What `stack`, top layer first, shows at `path` (one character per byte, relative); undefined for nothing. */
export async function thingAt(stack: readonly LayerFolder[], path: string): Promise<ThingBelow | undefined> {
  for (const { diff, opaque } of (await foldersAt(stack, parentOf(path))) ?? []) {
    const stats = await lstat(onDisk(diff, path), { bigint: true }).catch(() => undefined);
    if (stats === undefined && !opaque.has(parentOf(path))) continue;
    if (stats === undefined || isWhiteout(stats)) return undefined;
    const target = stats.isSymbolicLink() ? await readlink(onDisk(diff, path), 'latin1') : undefined;
    return {
      stats,
      target: target === undefined ? undefined : readableName(target),
      open: () => openLayerFile(diff, path),
    };
  }
  return undefined;
}
