import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileText } from '../api/types/files.ts';
import { fault } from '../base/errors.ts';
import { readableName } from '../base/file-name.ts';
import { entryOf } from './entry.ts';
import { type FoundThing, ownPath, type Root } from './root.ts';
import { isBinary, wholeCharacters } from './text/preview.ts';

/** A text that is larger is shown, not edited. */
const EDITED_BYTES = 4 * 1024 * 1024;
const EXCERPT_BYTES = 512 * 1024;
const BINARY_BYTES = 4 * 1024;

/** Opens a found file for reading: exactly the one that was found. Throws `invalid` for what is not a file. */
export async function openFound(found: FoundThing, flags: number = constants.O_RDONLY): Promise<FileHandle> {
  if (!found.node.stats.isFile()) throw fault('invalid', `${readableName(found.path)} is not a file`);
  return await open(ownPath(found.node.handle), flags);
}

/** The first `limit` bytes of an open file, or all of a smaller one. */
export async function startOf(file: FileHandle, limit: number): Promise<Buffer> {
  const { size } = await file.stat();
  const buffer = Buffer.alloc(Math.min(size, limit));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** A found thing for an editor. */
export async function readText(root: Root, found: FoundThing): Promise<FileText> {
  const entry = await entryOf(root, { ...found, stats: found.node.stats });
  if (!found.node.stats.isFile()) return { entry, content: { kind: 'none' } };
  const file = await openFound(found);
  try {
    const start = await startOf(file, EDITED_BYTES + 1);
    return { entry, content: contentOf(start) };
  } finally {
    await file.close();
  }
}

function contentOf(start: Buffer): FileText['content'] {
  if (isBinary(start)) return { kind: 'binary', base64: start.subarray(0, BINARY_BYTES).toString('base64') };
  if (start.length > EDITED_BYTES) {
    const text = wholeCharacters(start.subarray(0, EXCERPT_BYTES)).toString('utf8');
    return { kind: 'excerpt', text, why: 'too-large' };
  }
  const text = start.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(start)) return { kind: 'text', text };
  return { kind: 'excerpt', text: text.slice(0, EXCERPT_BYTES), why: 'encoding' };
}
