import { type FSWatcher, type WatchEventType, watch } from 'node:fs';
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
    if (!isGone(error)) onError(error);
  };
  const follow = (folder: string, heard: (name: string, kind: WatchEventType) => void) => {
    if (isClosed || watchers.has(folder)) return;
    const watcher = watch(folder, (kind, name) => heard(name ?? '', kind));
    watcher.on('error', (error) => {
      watcher.close();
      watchers.delete(folder);
      fail(error);
    });
    watchers.set(folder, watcher);
  };

  // A watcher goes with the folder that it was opened on, wherever that is moved.
  const forget = (path: string) => {
    for (const [folder, watcher] of watchers) {
      if (folder !== path && !folder.startsWith(`${path}/`)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };

  const enter = async (folder: string, isNew: boolean): Promise<void> => {
    follow(folder, (name, kind) => void heard(join(folder, name), kind).catch(fail));
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const below = relative(root, path);
      if (isIgnored(below)) continue;
      if (isNew && !entry.isDirectory()) onChange(below);
      if (entry.isDirectory()) await enter(path, isNew).catch(unlessGone);
    }
  };
  const heard = async (path: string, kind: WatchEventType): Promise<void> => {
    const below = relative(root, path);
    if (isClosed || isIgnored(below)) return;
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isDirectory() === true) {
      // Another one may have come in the place of that which was watched.
      if (kind === 'rename') forget(path);
      if (!watchers.has(path)) await enter(path, true);
      return;
    }
    forget(path);
    onChange(below);
  };

  const begin = async () => {
    const stats = await lstat(root);
    // Editors put another file in the place of one, and builds another folder, so what is above has to be watched.
    const above = dirname(root);
    if (!stats.isDirectory()) {
      follow(above, (name) => {
        if (join(above, name) === root) onChange('');
      });
      return;
    }
    follow(above, (name, kind) => {
      if (kind !== 'rename' || join(above, name) !== root) return;
      forget(root);
      void enter(root, true).catch(fail);
    });
    await enter(root, false);
  };
  return { ready: begin(), close };
}

function isGone(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}
