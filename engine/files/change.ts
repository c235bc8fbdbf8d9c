import { type FileHandle, lchown, mkdir, readFile, rename } from 'node:fs/promises';
import type { FilesMeasured, FilesRemoved } from '../api/types/files.ts';
import { errnoOf, fault } from '../base/errors.ts';
import { readableName } from '../base/file-name.ts';
import { findBelow } from '../process/find.ts';
import { treeFault } from './fault.ts';
import { ownerIn } from './owner.ts';
import { removeNames } from './remove-names.ts';
import { type Found, type FoundThing, heldPath, isThere, missing, nameIn, type Root } from './root.ts';
import { extractTar } from './tar/extract.ts';
import { pack } from './tar/pack.ts';
import { freePlace, tempName } from './write.ts';

/** Milliseconds after which counting is given up. */
const MEASURE_MS = 5000;

/** Makes a folder, owned by whoever owns the one that it is in. Throws `conflict` when something is there. */
export async function makeFolder(root: Root, path: string): Promise<void> {
  const place = await freePlace(root, path);
  try {
    await mkdir(nameIn(place.folder, place.name), 0o755);
    const { uid, gid } = await ownerIn(place.folder);
    await lchown(nameIn(place.folder, place.name), uid, gid);
  } catch (error) {
    throw treeFault(`create the folder ${readableName(place.path)}`, error);
  } finally {
    await place.close();
  }
}

/** Makes a folder and those above it; fine when they are there. */
export async function makeFolders(root: Root, path: string): Promise<void> {
  const parts = path.split('/').filter((part) => part !== '');
  for (let count = 1; count <= parts.length; count++) {
    const at = `/${parts.slice(0, count).join('/')}`;
    const found = await root.find(at, { follow: true });
    await found.close();
    if (found.node?.stats.isDirectory() === true) continue;
    try {
      await makeFolder(root, at);
    } catch (error) {
      const again = await root.find(at, { follow: true });
      await again.close();
      if (again.node?.stats.isDirectory() !== true) throw error;
    }
  }
}

/**
 * Gives a thing another name or place. Throws `conflict` when the new name is taken and `replace` is not set (a folder that is not
 * empty is never replaced), `invalid` for a folder into itself.
 */
export async function move(root: Root, from: string, to: string, replace: boolean): Promise<void> {
  const source = await root.get(from, { follow: false });
  try {
    const target = await root.find(to, { follow: false });
    try {
      const what = `move ${readableName(source.path)} to ${readableName(target.path)}`;
      if (source.name === '.') throw fault('invalid', 'the root cannot be moved');
      if (target.path === source.path) return;
      if (target.path.startsWith(`${source.path}/`))
        throw fault('invalid', `cannot ${what}: it would lie in itself`);
      if (isThere(target) && !replace) throw fault('conflict', `${readableName(target.path)} exists already`);
      await rename(nameIn(source.folder, source.name), nameIn(target.folder, target.name)).catch(
        async (error: unknown) => {
          // Another file system, or a folder of the image, which overlayfs does not rename.
          if (errnoOf(error) !== 'EXDEV') throw treeFault(what, error);
          await moveByCopy(root, source, target);
        },
      );
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Copies, and only when everything is there takes the new name and removes the old. */
async function moveByCopy(root: Root, source: Found, target: Found): Promise<void> {
  const folder = target.path.slice(0, target.path.lastIndexOf('/'));
  const temp = tempName();
  await mkdir(nameIn(target.folder, temp), 0o700);
  try {
    await extractTar(root, `${folder}/${temp}`, pack({ folder: source.folder, names: [source.name] }));
    const copied = await root.get(`${folder}/${temp}/${source.name}`, { follow: false });
    try {
      await rename(nameIn(copied.folder, copied.name), nameIn(target.folder, target.name));
    } finally {
      await copied.close();
    }
    await removeNames(source.folder, [source.name]);
  } catch (error) {
    throw treeFault(`move ${readableName(source.path)} to ${readableName(target.path)}`, error);
  } finally {
    await removeNames(target.folder, [temp]);
  }
}

/** Removes things with all that is in them. Throws `not-found` before anything is removed when one is not there. */
export async function removeAll(root: Root, paths: readonly string[]): Promise<FilesRemoved> {
  const found: FoundThing[] = [];
  try {
    for (const path of paths) {
      const thing = await root.get(path, { follow: false });
      found.push(thing);
      if (thing.name === '.') throw fault('invalid', 'the root cannot be removed');
      if (await isMountPoint(thing))
        throw fault('conflict', `cannot remove ${readableName(thing.path)}: something is mounted there`);
    }
    const removed: string[] = [];
    for (const thing of found) {
      await removeNames(thing.folder, [thing.name]);
      removed.push(readableName(thing.path));
    }
    return { removed };
  } finally {
    for (const thing of found) await thing.close();
  }
}

/** True when a thing is on another mount than the folder that holds it (proc(5), fdinfo). */
async function isMountPoint({ folder, node }: FoundThing): Promise<boolean> {
  return (await mountOf(folder)) !== (await mountOf(node.handle));
}

async function mountOf(handle: FileHandle): Promise<string | undefined> {
  return /^mnt_id:\s*(\d+)$/m.exec(await readFile(`/proc/self/fdinfo/${handle.fd}`, 'utf8'))?.[1];
}

/** Counts what is in things, all together. */
export async function measure(root: Root, paths: readonly string[]): Promise<FilesMeasured> {
  const until = Date.now() + MEASURE_MS;
  const sum = { files: 0, folders: 0, bytes: 0 };
  for (const path of paths) {
    const thing = await root.find(path, { follow: false });
    try {
      if (!isThere(thing)) throw missing(path);
      if (!thing.node.stats.isDirectory()) {
        sum.files += 1;
        if (thing.node.stats.isFile()) sum.bytes += Number(thing.node.stats.size);
        continue;
      }
      sum.folders += 1;
      for await (const file of findBelow(`${heldPath(thing.node.handle)}/.`)) {
        if (file.type === 'directory') sum.folders += 1;
        else sum.files += 1;
        if (file.type === 'file') sum.bytes += file.size;
        if (Date.now() > until) return { ...sum, complete: false };
      }
    } finally {
      await thing.close();
    }
  }
  return { ...sum, complete: true };
}
