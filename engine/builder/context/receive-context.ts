import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { readableName, type TarHeader } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { decompressed } from '../../process/decompress.ts';
import { type Attributes, attributesIn } from '../files/extended-attributes.ts';
import type { TreeSource } from '../files/tree-source.ts';
import { IgnorePatterns, readIgnoreFile } from '../ignore/ignore-patterns.ts';
import { ArchiveIndex } from './archive-index.ts';
import { ArchiveSource } from './archive-source.ts';

/** A build context. */
export interface Context {
  readonly source: TreeSource;
  /** The extended attributes of those files that have any, by path (one character per byte). */
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** Set when the context is a Dockerfile alone: its name. */
  readonly dockerfile?: string;
  /** Ends the reading of it; its files go with the build's folder. */
  readonly close: () => Promise<void>;
}

/**
 * Takes a context from its tar, plain or packed, and keeps the content of all files in `<folder>.content`; `folder` is made when
 * somebody needs real files. Everything belongs
 * to root, as in Docker. Names that climb out are refused; links are kept as they are and never followed meanwhile. Throws
 * `invalid` for what is no tar, `system` when the disk is to blame.
 */
export async function receiveContext(tar: AsyncIterable<Buffer>, folder: string): Promise<Context> {
  const attributes = new Map<string, Attributes>();
  const index = new ArchiveIndex();
  const content = `${folder}.content`;
  try {
    await pipeline(inPieces(contents(tar, index, attributes)), createWriteStream(content, { mode: 0o600 }));
  } catch (error) {
    throw errnoOf(error) === undefined ? error : diskFault(`keep the build context in ${content}`, error);
  }
  const source = new ArchiveSource(index, { content: await open(content), attributes, folder });
  return { source, attributes, close: () => source.close() };
}

/** What the files hold, one after the other. */
async function* contents(
  tar: AsyncIterable<Buffer>,
  index: ArchiveIndex,
  attributes: Map<string, Attributes>,
): AsyncGenerator<Buffer> {
  const links = new Set<string>();
  let written = 0;
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
    const node = index.add(path, header, linkPath, written);
    if (header.type !== 'file') continue;
    const hash = createHash('sha256');
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
    node.digest = hash.digest('hex');
    written += header.size;
  }
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
