import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errnoOf } from '../../base/errors.ts';

/** Tells of changes below a path, a file or a folder; paths are relative to it, '' for itself. */
export interface TreeWatch {
  /** Resolves once all that is there is watched. */
  readonly ready: Promise<void>;
  close(): void;
}

/**
 * Watches a file or a whole tree. What `isIgnored` says of a folder holds for all below it, so that nothing is spent on it.
 * A folder that comes is watched too, and what it holds already is told.
 */
export function watchTree(
  root: string,
  isIgnored: (path: string) => boolean,
  onChange: (path: string) => void,
  onError: (error: unknown) => void,
): TreeWatch {
  const watchers = new Map<string, FSWatcher>();
  let isClosed = false;

  const close = () => {
    isClosed = true;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  const fail = (error: unknown) => {
    // What went away between two looks is told by the folder above.
    if (errnoOf(error) !== 'ENOENT') onError(error);
  };
  const follow = (folder: string, heard: (name: string) => void) => {
    if (isClosed || watchers.has(folder)) return;
    const watcher = watch(folder, (_kind, name) => heard(name ?? ''));
    watcher.on('error', (error) => {
      watcher.close();
      watchers.delete(folder);
      fail(error);
    });
    watchers.set(folder, watcher);
  };

  const enter = async (folder: string, isNew: boolean): Promise<void> => {
    follow(folder, (name) => void heard(join(folder, name)).catch(fail));
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const below = relative(root, path);
      if (isIgnored(below)) continue;
      if (isNew && !entry.isDirectory()) onChange(below);
      if (entry.isDirectory()) await enter(path, isNew);
    }
  };
  const heard = async (path: string): Promise<void> => {
    const below = relative(root, path);
    if (isClosed || isIgnored(below)) return;
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isDirectory() === true) {
      if (!watchers.has(path)) await enter(path, true);
      return;
    }
    watchers.get(path)?.close();
    watchers.delete(path);
    onChange(below);
  };

  const begin = async () => {
    const stats = await lstat(root);
    if (stats.isDirectory()) return await enter(root, false);
    // Editors put another file in the place of one, so its folder is what has to be watched.
    follow(dirname(root), (name) => {
      if (join(dirname(root), name) === root) onChange('');
    });
  };
  return { ready: begin(), close };
}
