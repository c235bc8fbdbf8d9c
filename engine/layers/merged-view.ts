import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { errnoOf } from '../base/errors.ts';
import { inFolder } from './member-path.ts';

/** One unpacked layer in a stack. */
export interface LayerFolder {
  /** The folder that holds its files. */
  readonly diff: string;
  /** Its folders that hide what lower layers hold there. */
  readonly opaque: ReadonlySet<string>;
}

/**
 * Looks `path` up (without following links) as overlayfs would show it over `stack`, top layer first; undefined when it is
 * not there. Nothing needs to be mounted.
 */
export async function lookUp(stack: readonly LayerFolder[], path: string): Promise<BigIntStats | undefined> {
  let layers = stack;
  let at = '';
  const parts = path === '' ? [] : path.split('/');
  const top = layers[0];
  if (parts.length === 0) return top === undefined ? undefined : await statOf(top, '');
  for (const [index, part] of parts.entries()) {
    at = inFolder(at, part);
    const found = await lookUpIn(layers, at);
    if (found === undefined) return undefined;
    if (index === parts.length - 1) return found.stats;
    layers = found.folders;
  }
  return undefined;
}

/** Something that the layers show, and (for a folder) which of them hold a part of it, top first. */
export interface Shown {
  readonly stats: BigIntStats;
  readonly folders: readonly LayerFolder[];
}

/** One step of a look-up: what `at` is when the folder that holds it is made of these layers. */
export async function lookUpIn(layers: readonly LayerFolder[], at: string): Promise<Shown | undefined> {
  let top: BigIntStats | undefined;
  const folders: LayerFolder[] = [];
  for (const layer of layers) {
    const stats = await statOf(layer, at);
    if (stats === undefined) continue;
    if (isWhiteout(stats)) break;
    if (!stats.isDirectory()) {
      if (top === undefined) return { stats, folders: [] };
      break;
    }
    top ??= stats;
    folders.push(layer);
    if (layer.opaque.has(at)) break;
  }
  return top === undefined ? undefined : { stats: top, folders };
}

/** overlayfs writes a character device 0/0 where something was removed. */
export function isWhiteout(stats: BigIntStats): boolean {
  return stats.isCharacterDevice() && stats.rdev === 0n;
}

/** The names in the folder `at` when it is made of these layers (the `folders` of its look-up). */
export async function namesIn(layers: readonly LayerFolder[], at: string): Promise<string[]> {
  const names = new Set<string>();
  for (const layer of layers) {
    for (const name of await readdir(onDisk(layer.diff, at), 'latin1')) names.add(name);
  }
  const shown: string[] = [];
  for (const name of names) {
    if ((await lookUpIn(layers, inFolder(at, name))) !== undefined) shown.push(name);
  }
  return shown;
}

/** As `namesIn`, by one look at each layer instead of one at each name. */
export async function shownIn(layers: readonly LayerFolder[], at: string): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const shown = new Set<string>();
  for (const { diff } of layers) {
    for (const entry of await readdir(onDisk(diff, at), { encoding: 'latin1', withFileTypes: true })) {
      if (seen.has(entry.name)) continue;
      seen.add(entry.name);
      const isGone =
        entry.isCharacterDevice() &&
        isWhiteout(await lstat(onDisk(diff, inFolder(at, entry.name)), { bigint: true }));
      if (!isGone) shown.add(entry.name);
    }
  }
  return shown;
}

async function statOf(layer: LayerFolder, path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(onDisk(layer.diff, path), { bigint: true });
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}

/** A layer's path (one character per byte) as the file system takes it. */
export function onDisk(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
}
