import { createHash } from 'node:crypto';
import { fault } from '../../base/errors.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, readableName, TAR_END, type TarHeader } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { decompressed } from '../../process/decompress.ts';
import { extractTar } from '../../process/gnu-tar.ts';
import { type Attributes, attributesIn } from '../files/extended-attributes.ts';
import { IgnorePatterns, readIgnoreFile } from '../ignore/ignore-patterns.ts';

/** A build context, unpacked. */
export interface Context {
  readonly folder: string;
  /** The sha256 of each file's content, by path (one character per byte), as they came. */
  readonly digests: ReadonlyMap<string, string>;
  /** The extended attributes of those that have any, likewise. */
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** Set when the context is a Dockerfile alone: its name. */
  readonly dockerfile?: string;
}

/**
 * Unpacks a context's tar, plain or packed, into an empty folder. Everything belongs to root, as in Docker. Names that climb
 * out are refused; links are kept as they are and never followed while unpacking. Throws `invalid` for what is no tar.
 */
export async function receiveContext(tar: AsyncIterable<Buffer>, folder: string): Promise<Context> {
  const digests = new Map<string, string>();
  const attributes = new Map<string, Attributes>();
  await extractTar(inPieces(members(tar, digests, attributes)), folder);
  return { folder, digests, attributes };
}

async function* members(
  tar: AsyncIterable<Buffer>,
  digests: Map<string, string>,
  attributes: Map<string, Attributes>,
): AsyncGenerator<Buffer> {
  const links = new Set<string>();
  for await (const { header, body } of readTar(decompressed(tar))) {
    const path = insidePath(header.path);
    if (path === '') continue;
    refuseDevice(header);
    refuseBelowLink(links, path);
    if (header.type === 'symlink') links.add(path);
    else links.delete(path);
    const linkPath = header.type === 'hard-link' ? insidePath(header.linkPath) : header.linkPath;
    const records = attributesIn(header.records);
    if (records.size > 0) attributes.set(path, records);
    else attributes.delete(path);
    yield encodeHeader({ ...header, path: `./${path}`, linkPath, uid: 0, gid: 0, records });
    if (header.type !== 'file') {
      const same = header.type === 'hard-link' ? digests.get(linkPath) : undefined;
      if (same !== undefined) digests.set(path, same);
      else digests.delete(path);
      continue;
    }
    const hash = createHash('sha256');
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
    digests.set(path, hash.digest('hex'));
    yield padding(header.size);
  }
  yield TAR_END;
}

function refuseDevice({ type, path }: TarHeader): void {
  if (type !== 'character-device' && type !== 'block-device') return;
  throw fault(
    'invalid',
    `the build context holds the device "${readableName(path)}": a context is made of files`,
  );
}

/** What lies below a link would be written to where the link points. */
function refuseBelowLink(links: ReadonlySet<string>, path: string): void {
  if (links.size === 0) return;
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (!links.has(path.slice(0, at))) continue;
    const [below, link] = [readableName(path), readableName(path.slice(0, at))];
    throw fault('invalid', `the build context holds "${below}", which lies below the link "${link}"`);
  }
}

/** A name as a path without `./`, `//` and a slash in front. Throws `invalid` when it climbs out. */
function insidePath(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..'))
    throw fault('invalid', `the build context holds "${readableName(name)}", which lies outside of it`);
  return parts.join('/');
}

/** What of a context is left out. The Dockerfile and the ignore file themselves stay readable for the builder. */
export function ignoredBy(text: string | undefined): IgnorePatterns {
  const patterns = text === undefined ? [] : readIgnoreFile(text);
  try {
    return new IgnorePatterns(patterns);
  } catch (error) {
    throw fault(
      'invalid',
      `error checking context: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
