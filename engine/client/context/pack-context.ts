import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { errnoOf, fault, isKind, messageOf } from '../../base/errors.ts';
import { nameBytes, readableName } from '../../base/file-name.ts';
import { IgnorePatterns, readIgnoreFile } from '../../builder/ignore/ignore-patterns.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END } from '../../disk/tar-header.ts';
import { smallMember } from './small-tar.ts';
import { type ContextEntry, onDisk, walkContext } from './walk-context.ts';

/**
 * The tar of a folder as the context of a build, in pieces, as Docker's command line sends it: what `.dockerignore` (or
 * `NAME.dockerignore` beside the Dockerfile NAME) leaves out does not go, the Dockerfile and the ignore file always do,
 * everything belongs to root. Throws `invalid` in Docker's words for a folder that cannot be sent whole.
 *
 * @param dockerfile its path in the folder, with `/`
 * @param inline the Dockerfile's text, when it is no file of the folder
 */
export async function packContext(
  folder: string,
  dockerfile: string,
  inline?: string,
): Promise<AsyncIterable<Buffer>> {
  const whole = await stat(folder).catch((cause: unknown) => {
    throw fault('invalid', `unable to prepare context: path "${folder}" not found`, cause);
  });
  if (!whole.isDirectory())
    throw fault('invalid', `unable to prepare context: context must be a directory: ${folder}`);
  const file = posix.normalize(dockerfile);
  if (file.startsWith('../') || posix.isAbsolute(file)) {
    throw fault('invalid', `the Dockerfile ${dockerfile} has to lie within the folder that is built`);
  }
  if (inline !== undefined) {
    const own = smallMember({ path: file, content: Buffer.from(inline), mode: 0o644 });
    return inPieces(joined(own, members(folder, await patterns(folder, nameBytes(file)))));
  }
  await stat(join(folder, file)).catch((cause: unknown) => {
    const why = `lstat ${join(folder, file)}: no such file or directory`;
    throw fault(
      'invalid',
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: ${why}`,
      cause,
    );
  });
  return inPieces(members(folder, await patterns(folder, nameBytes(file))));
}

async function* joined(own: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* own;
  yield* rest;
}

async function* members(folder: string, ignored: IgnorePatterns): AsyncGenerator<Buffer> {
  try {
    for await (const entry of walkContext(folder, ignored)) yield* member(folder, entry);
  } catch (error) {
    if (isKind(error, 'invalid')) throw error;
    const path = error instanceof Error && 'path' in error ? String(error.path) : folder;
    if (errnoOf(error) === 'EACCES')
      throw fault('invalid', `error checking context: no permission to read from '${path}'`, error);
    throw fault('invalid', `error checking context: ${messageOf(error)}`, error);
  }
  yield TAR_END;
}

async function* member(
  folder: string,
  { path, stats, target, content }: ContextEntry,
): AsyncGenerator<Buffer> {
  const header = {
    path,
    mode: stats.mode & 0o7777,
    uid: 0,
    gid: 0,
    size: 0,
    mtime: String(Math.floor(stats.mtimeMs / 1000)),
    linkPath: '',
    device: { major: 0, minor: 0 },
    records: new Map<string, string>(),
  };
  if (stats.isDirectory()) yield encodeHeader({ ...header, type: 'directory', path: `${path}/` });
  else if (stats.isSymbolicLink()) yield encodeHeader({ ...header, type: 'symlink', linkPath: target });
  else if (stats.isFIFO()) yield encodeHeader({ ...header, type: 'fifo' });
  else if (stats.isFile()) {
    const size = content?.length ?? stats.size;
    yield encodeHeader({ ...header, type: 'file', size });
    if (content === undefined) yield* exactly(folder, path, size);
    else yield content;
    yield padding(size);
  }
}

/** The header told the size already: of a file that grows meanwhile that much goes, one that shrinks fails the whole. */
async function* exactly(folder: string, path: string, size: number): AsyncGenerator<Buffer> {
  let left = size;
  const chunks = createReadStream(onDisk(folder, path), { end: size - 1, highWaterMark: 128 * 1024 });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0)
    throw fault(
      'invalid',
      `error checking context: '${readableName(path)}' became shorter while it was read`,
    );
}

/** @param dockerfile one character per byte, as paths and the patterns of an ignore file are */
async function patterns(folder: string, dockerfile: string): Promise<IgnorePatterns> {
  for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const text = await readFile(onDisk(folder, name), 'latin1').catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw fault('invalid', `failed to read ${readableName(name)}: ${messageOf(error)}`, error);
    });
    if (text === undefined) continue;
    // What the builder itself reads goes along, whatever the file says.
    const kept = [dockerfile, name].map((path) => `!${path.replace(/[\\*?[\]]/g, '\\$&')}`);
    return compiled([...readIgnoreFile(text), ...keptIfIgnored(readIgnoreFile(text), kept)]);
  }
  return new IgnorePatterns([]);
}

/** An exception makes every ignored folder be walked, so none is added that is not needed. */
function keptIfIgnored(patterns: readonly string[], kept: readonly string[]): readonly string[] {
  const ignored = compiled(patterns);
  return kept.filter((exception) => ignored.ignores(exception.slice(1).replace(/\\(.)/g, '$1')));
}

function compiled(lines: readonly string[]): IgnorePatterns {
  try {
    return new IgnorePatterns(lines);
  } catch (error) {
    throw fault('invalid', `error checking context: ${messageOf(error)}`, error);
  }
}
