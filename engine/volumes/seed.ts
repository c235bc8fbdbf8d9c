import { lstat, readdir, rename, rm, rmdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../base/errors.ts';
import { copyTree } from '../process/copy-tree.ts';
import { removeTree } from '../process/remove-tree.ts';

/** Being copied: not whole, to be thrown away after a crash. */
const HALF = '.gantry-seed.tmp';
/** Copied whole: after a crash its entries are moved on. */
const WHOLE = '.gantry-seed';
const OURS: ReadonlySet<string> = new Set([HALF, WHOLE]);

/**
 * The first use of an empty volume: it gets what the image has at the place where it is mounted, with owners, modes, times and
 * attributes, and so does the volume's own folder. Files are copied aside (on the same file system), and moved in when all
 * are there, so that neither a crash nor a full disk leaves a half-filled volume that is taken for a whole one.
 * A volume that has files already is left alone.
 *
 * @param folder the volume's folder, or `data` itself when that is another file system
 */
export async function seedVolume(source: string, folder: string, data: string): Promise<void> {
  await settleSeed(folder, data);
  if (!(await isUnseeded(data))) return;
  const half = join(folder, HALF);
  try {
    await copyTree(source, half);
    await rename(half, join(folder, WHOLE));
  } catch (error) {
    await removeTree(half);
    throw error;
  }
  await settleSeed(folder, data);
}

/** Finishes or undoes a seeding that a crash interrupted. */
export async function settleSeed(folder: string, data: string): Promise<void> {
  for (const place of new Set([folder, data])) {
    if (await exists(join(place, HALF))) await removeTree(join(place, HALF));
    if (await exists(join(place, WHOLE))) await moveIn(join(place, WHOLE), data);
  }
}

async function moveIn(whole: string, data: string): Promise<void> {
  const { atime, mtime } = await lstat(whole);
  const names = await readdir(whole, { encoding: 'buffer' });
  for (const name of names) {
    // What somebody made there meanwhile stays: a volume's own files win over an image's.
    const [from, to] = [entryOf(whole, name), entryOf(data, name)];
    if (await exists(to)) await rm(from, { recursive: true });
    else await rename(from, to);
  }
  // An empty folder by now: what is left to copy are its own attributes.
  await copyTree(whole, `${data}/.`);
  await rmdir(whole);
  await utimes(data, atime, mtime);
}

/** Names are bytes. */
function entryOf(folder: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), name]);
}

/** True for a folder without files of anybody's. */
export async function isUnseeded(data: string): Promise<boolean> {
  return (await readdir(data)).every((name) => OURS.has(name));
}

async function exists(path: string | Buffer): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
