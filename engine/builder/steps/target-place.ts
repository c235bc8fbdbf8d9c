import { posix } from 'node:path';
import { isKind } from '../../base/errors.ts';
import { Root } from '../../files/root.ts';

/** Where something is to lie: relative, without a slash at the ends, and whether a folder is meant. */
export interface TargetPlace {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Where a target is, with the links of the image followed; undefined stands for an image that is not looked at. */
export async function placeOf(target: string, root: string | undefined): Promise<TargetPlace> {
  const wanted = posix.normalize(target);
  const asFolder = target.endsWith('/') || wanted === '/';
  if (root === undefined) return { path: withoutSlashes(wanted), isFolder: asFolder };
  const opened = await Root.open(root);
  try {
    const parts = withoutSlashes(wanted)
      .split('/')
      .filter((part) => part !== '');
    for (let known = parts.length; known >= 0; known -= 1) {
      const there = await folderOrFile(opened, parts.slice(0, known).join('/'));
      if (there === undefined) continue;
      const rest = parts.slice(known).join('/');
      return {
        path: withoutSlashes(posix.join(there.path, rest)),
        isFolder: asFolder || (rest === '' && there.isFolder),
      };
    }
    return { path: withoutSlashes(wanted), isFolder: asFolder };
  } finally {
    await opened.close();
  }
}

/** Asks whether the image has a folder at a place, links followed. */
export function hasFolderIn(root: string | undefined): (place: string) => Promise<boolean> {
  return async (place) => {
    if (root === undefined) return false;
    const opened = await Root.open(root);
    try {
      return (await folderOrFile(opened, place))?.isFolder === true;
    } finally {
      await opened.close();
    }
  };
}

async function folderOrFile(root: Root, path: string): Promise<TargetPlace | undefined> {
  try {
    const found = await root.get(path, { follow: true });
    await found.close();
    return { path: found.path, isFolder: found.node.stats.isDirectory() };
  } catch (error) {
    if (isKind(error, 'not-found')) return undefined;
    throw error;
  }
}

export function withoutSlashes(path: string): string {
  return path.replace(/^\/+/, '').replace(/\/+$/, '');
}
