import { randomBytes } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { errnoOf, fault } from '../base/errors.ts';
import { readableName } from '../base/file-name.ts';
import { versionOf } from './entry.ts';
import { treeFault } from './fault.ts';
import { ownerIn } from './owner.ts';
import { type Found, missing, nameIn, openNode, ownPath, type Root } from './root.ts';

/** What somebody believes to be at the path that they write to. */
export type Expected =
  /** Whatever is there. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'version'; readonly version: string };

/** Files of ours that are being written begin so. */
const TEMP_NAME = '.gantry-';

/** The way to a new name in a folder that nobody has. */
export function tempName(): string {
  return `${TEMP_NAME}${randomBytes(8).toString('hex')}`;
}

/**
 * Writes a file so that whoever reads it sees the old content or the new, never a mixture: all of `body` goes to a file beside it,
 * which then takes its name. Owner and mode stay; a new file gets those of its folder. When anything goes wrong, a full disk or a
 * body that breaks off, the old file stays as it was.
 *
 * A file with several names, or one that is mounted (/etc/hosts), cannot be replaced: it is overwritten, once the new content is
 * whole on the same disk.
 *
 * Throws `conflict` when something else than `expected` is there, also at the last moment; `invalid` for what is not a file.
 */
export async function writeFile(
  root: Root,
  path: string,
  body: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<void> {
  // Through a link to the file itself, as an editor does.
  const found = await root.find(path, { follow: true });
  try {
    check(found.node?.stats, expected, found.path);
    const temp = tempName();
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(nameIn(found.folder, temp), flags, 0o600);
    try {
      await fill(file, body);
      await dress(file, found);
      await file.sync();
      const now = await openNode(found.folder, found.name, found.path);
      try {
        check(now?.stats, expected, found.path);
        if (now === undefined || now.stats.nlink === 1n) await replace(found, temp, file, now?.handle);
        else await overwrite(found, temp, file, now.handle);
      } finally {
        await now?.handle.close();
      }
    } catch (error) {
      await unlink(nameIn(found.folder, temp)).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw treeFault(`write ${readableName(found.path)}`, error);
  } finally {
    await found.close();
  }
}

function check(stats: BigIntStats | undefined, expected: Expected, path: string): void {
  const name = readableName(path);
  if (stats !== undefined && !stats.isFile()) throw fault('invalid', `${name} is not a file`);
  if (expected.kind === 'nothing' && stats !== undefined) throw fault('conflict', `${name} exists already`);
  if (expected.kind !== 'version') return;
  if (stats === undefined) throw fault('conflict', `${name} was removed or renamed meanwhile`);
  if (versionOf(stats) !== expected.version) throw fault('conflict', `${name} was changed meanwhile`);
}

async function fill(file: FileHandle, body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of body) await file.writeFile(chunk);
}

/** Owner and mode of what is there, else those that a new file in this folder gets. */
async function dress(file: FileHandle, found: Found): Promise<void> {
  const old = found.node?.stats;
  const { uid, gid } = old ?? (await ownerIn(found.folder));
  await file.chown(Number(uid), Number(gid));
  await file.chmod(old === undefined ? 0o644 : Number(old.mode) & 0o7777);
}

async function replace(
  found: Found,
  temp: string,
  file: FileHandle,
  old: FileHandle | undefined,
): Promise<void> {
  try {
    await rename(nameIn(found.folder, temp), nameIn(found.folder, found.name));
  } catch (error) {
    // Something is mounted there.
    if (errnoOf(error) !== 'EBUSY' || old === undefined) throw error;
    await overwrite(found, temp, file, old);
  }
}

async function overwrite(found: Found, temp: string, file: FileHandle, old: FileHandle): Promise<void> {
  const target = await open(ownPath(old), constants.O_WRONLY);
  try {
    let at = 0;
    for await (const chunk of file.createReadStream({
      start: 0,
      autoClose: false,
    }) as AsyncIterable<Buffer>) {
      await target.write(chunk, 0, chunk.length, at);
      at += chunk.length;
    }
    await target.truncate(at);
    await target.sync();
  } finally {
    await target.close();
  }
  await unlink(nameIn(found.folder, temp));
}

/** Finds the place for something new. Throws `conflict` when something is there. */
export async function freePlace(root: Root, path: string): Promise<Found> {
  const found = await root.find(path, { follow: false });
  if (found.node === undefined) return found;
  await found.close();
  if (found.name === '.') throw missing(path);
  throw fault('conflict', `${readableName(found.path)} exists already`);
}
