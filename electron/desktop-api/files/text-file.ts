import { createHash, randomBytes } from 'node:crypto';
import { constants, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DesktopError, errnoOf } from '../../desktop-error.ts';
import type { LocalText } from '../types.ts';
import { fileTrouble } from './file-trouble.ts';

/** A text that somebody edits; larger files are none. */
const LARGEST = 1024 * 1024;

/** A text file with the version that a later write names. Throws a `DesktopError`: 404, 403, 415 for what is no text. */
export async function readText(path: string): Promise<LocalText> {
  try {
    const bytes = await bytesOf(path);
    return { path, text: textOf(path, bytes), version: versionOf(bytes) };
  } catch (cause) {
    throw fileTrouble(path, cause);
  }
}

/**
 * Writes a text over the version that the writer knows, or, with null, where nothing is yet. A reader sees the old content or
 * the new, never a half; permissions and owner stay, links are followed. Throws 409 when something else is there by now.
 */
export async function writeText(path: string, text: string, version: string | null): Promise<LocalText> {
  try {
    if (Buffer.byteLength(text) > LARGEST)
      throw new DesktopError(413, `${path} would be larger than 1 MiB; nothing was written.`);
    const place = await realpath(path).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return path;
      throw error;
    });
    const before = await bytesAt(place);
    const now = before === undefined ? null : versionOf(before);
    if (now !== version) throw new DesktopError(409, conflict(path, now, version));
    await (before === undefined ? createAt(place, text) : replaceAt(place, text));
    return { path, text, version: versionOf(Buffer.from(text)) };
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') throw new DesktopError(409, conflict(path, '', null), { cause });
    throw fileTrouble(path, cause);
  }
}

function conflict(path: string, now: string | null, version: string | null): string {
  if (version === null) return `${path} exists already.`;
  return now === null ? `${path} was removed meanwhile.` : `${path} was changed by something else meanwhile.`;
}

/** A new file of root's belongs to whom its folder belongs: the desktop may run as root in a person's project. */
async function createAt(place: string, text: string): Promise<void> {
  const owner = process.getuid?.() === 0 ? await stat(dirname(place)) : undefined;
  await throughTemp(place, text, { mode: 0o644, owner }, async (temp) => {
    await link(temp, place);
    await rm(temp);
  });
}

async function replaceAt(place: string, text: string): Promise<void> {
  const before = await stat(place);
  await throughTemp(place, text, { mode: before.mode, owner: before }, (temp) => rename(temp, place));
}

async function throughTemp(
  place: string,
  text: string,
  like: {
    readonly mode: number;
    /** Undefined leaves it to whoever writes. */
    readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  },
  bring: (temp: string) => Promise<void>,
): Promise<void> {
  const temp = `${place}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temp, 'wx');
    try {
      const now = await file.stat();
      const { owner = now } = like;
      if (now.uid !== owner.uid || now.gid !== owner.gid) await file.chown(owner.uid, owner.gid);
      await file.chmod(like.mode & 0o7777);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await bring(temp);
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}

async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    return await bytesOf(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A pipe would be waited for, and a device read without end; so only files are, and of large ones no more than tells so. */
async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) throw new DesktopError(400, `${path} is a folder.`);
    if (!stats.isFile()) throw new DesktopError(415, `${path} is no file.`);
    if (stats.size > LARGEST) throw new DesktopError(415, `${path} is larger than 1 MiB.`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function textOf(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DesktopError(415, `${path} is no text in UTF-8.`, { cause });
  }
}

function versionOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
