import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { isKind } from '../../base/errors.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { Root } from '../../files/root.ts';
import { decompressed } from '../../process/decompress.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { FileTree } from '../files/file-tree.ts';
import { type InlineFile, LayerTarWriter, type Ownership } from '../files/layer-tar.ts';
import { Missing, type Placement, placedBelow, placementsOf } from '../files/placements.ts';
import { IgnorePatterns } from '../ignore/ignore-patterns.ts';

/** COPY or ADD with everything expanded and looked up. */
export interface Bringing {
  readonly kind: 'copy' | 'add';
  readonly tree: FileTree;
  readonly sources: readonly string[];
  /** As written, made absolute; a slash at its end says that it is a folder. */
  readonly target: string;
  readonly inline: readonly {
    readonly name: string;
    readonly content: Buffer;
    readonly mtime: number;
    readonly mode: number;
  }[];
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  readonly unpack: boolean;
  readonly mtime: number | undefined;
}

/** What COPY or ADD puts into a layer: its inputs for the cache, and the layer itself. */
export interface Brought {
  readonly inputs: Readonly<Record<string, string>>;
  /** Throws `SyntaxFault` for what the image does not allow. */
  layer(): Promise<Readable>;
}

/**
 * Looks up what COPY or ADD brings. `rootOf` answers where the image's files are to be seen (undefined for an empty image), and
 * is asked only when there is no way around it: what the cache knows needs no look. Throws `SyntaxFault` for what is not there.
 */
export async function bring(bringing: Bringing, rootOf: () => Promise<string | undefined>): Promise<Brought> {
  const placements = await collect(bringing);
  return {
    inputs: await inputsOf(placements, bringing),
    layer: async () => {
      const root = await rootOf();
      const target = await placeOf(bringing, root);
      const many = bringing.sources.length + bringing.inline.length > 1;
      const intoFolder = target.isFolder || many;
      if (many && !bringing.target.endsWith('/') && !target.isFolder) {
        throw new SyntaxFault(
          `When using ${bringing.kind.toUpperCase()} with more than one source file, the destination must be a directory and end with a /`,
          0,
        );
      }
      const placed = placedBelow(placements, target.path, intoFolder);
      const inline = bringing.inline.map(
        ({ name, content, mtime, mode }): InlineFile => ({
          place: intoFolder ? posix.join(target.path, name) : target.path,
          content,
          mtime,
          mode,
        }),
      );
      const archives = bringing.unpack ? await archivesIn(placed) : new Set<Placement>();
      const writer = new LayerTarWriter(await ownershipOf(bringing, root), hasFolderIn(root));
      return Readable.from(layerOf(placed, inline, archives, writer), { objectMode: false });
    },
  };
}

async function collect(bringing: Bringing): Promise<readonly Placement[]> {
  const { tree, sources, parents, exclude } = bringing;
  const excluded = exclude.length === 0 ? undefined : new IgnorePatterns(exclude);
  const found: Placement[] = [];
  try {
    for await (const placement of placementsOf({ tree, sources, parents, excluded })) found.push(placement);
  } catch (error) {
    if (error instanceof Missing)
      throw new SyntaxFault(`${bringing.kind.toUpperCase()} failed: ${error.message}`, 0);
    throw error;
  }
  return found;
}

/** Where the target is, with the links of the image followed; `--link` layers know no image. */
async function placeOf(
  { target, link }: Bringing,
  root: string | undefined,
): Promise<{ readonly path: string; readonly isFolder: boolean }> {
  const wanted = posix.normalize(target);
  const asFolder = target.endsWith('/') || wanted === '/';
  if (root === undefined || link) return { path: strip(wanted), isFolder: asFolder };
  const opened = await Root.open(root);
  try {
    const parts = strip(wanted)
      .split('/')
      .filter((part) => part !== '');
    for (let known = parts.length; known >= 0; known -= 1) {
      const there = await folderOrFile(opened, parts.slice(0, known).join('/'));
      if (there === undefined) continue;
      const rest = parts.slice(known).join('/');
      return {
        path: strip(posix.join(there.path, rest)),
        isFolder: asFolder || (rest === '' && there.isFolder),
      };
    }
    return { path: strip(wanted), isFolder: asFolder };
  } finally {
    await opened.close();
  }
}

async function folderOrFile(
  root: Root,
  path: string,
): Promise<{ readonly path: string; readonly isFolder: boolean } | undefined> {
  try {
    const found = await root.get(path, { follow: true });
    await found.close();
    return { path: found.path, isFolder: found.node.stats.isDirectory() };
  } catch (error) {
    if (isKind(error, 'not-found')) return undefined;
    throw error;
  }
}

function hasFolderIn(root: string | undefined): (place: string) => Promise<boolean> {
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

async function ownershipOf({ chown, chmod, mtime }: Bringing, root: string | undefined): Promise<Ownership> {
  return { owner: await ownerOf(chown, root), mode: modeOf(chmod), mtime };
}

async function ownerOf(chown: string | undefined, root: string | undefined): Promise<Ownership['owner']> {
  if (chown === undefined) return undefined;
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(chown) ?? [];
  if (uid !== undefined) return { uid: Number(uid), gid: Number(gid ?? uid) };
  if (root === undefined)
    throw new SyntaxFault(`cannot look up --chown=${chown} in an image without files`, 0);
  const [, , group] = /^([^:]*)(:.*)?$/.exec(chown) ?? [];
  const user = await resolveUser(root, chown);
  // Without a group the number of the user is taken (Dockerfile reference, COPY --chown).
  return { uid: user.uid, gid: group === undefined ? user.uid : user.gid };
}

function modeOf(chmod: string | undefined): number | undefined {
  if (chmod === undefined) return undefined;
  if (!/^[0-7]{1,4}$/.test(chmod)) {
    throw new SyntaxFault(
      `invalid chmod parameter: '${chmod}'. it should be octal string and between 0 and 07777`,
      0,
    );
  }
  return Number.parseInt(chmod, 8);
}

/** The target and the owner as they are written: what they mean is the image's business, which the cache knows by itself. */
async function inputsOf(
  placements: readonly Placement[],
  { chown, chmod, inline }: Bringing,
): Promise<Record<string, string>> {
  const inputs: Record<string, string> = {};
  const mode = modeOf(chmod);
  for (const { tree, entry, place } of placements) {
    const { stats, target } = entry;
    const content = stats.isFile()
      ? await tree.digest(entry.path)
      : stats.isSymbolicLink()
        ? `link ${target}`
        : 'folder';
    const about = `${(mode ?? stats.mode & 0o7777).toString(8)} ${chown ?? `${stats.uid} ${stats.gid}`} ${place}`;
    inputs[`file ${entry.path === '' ? '.' : Buffer.from(entry.path, 'latin1').toString('utf8')}`] =
      `${content}:${about}`;
  }
  for (const { name, content, mode: own } of inline)
    inputs[`text for ${name}`] = `${own}:${content.toString('base64')}`;
  return inputs;
}

/** The files that ADD unpacks: those that begin as a tar does, packed or not. */
async function archivesIn(placements: readonly Placement[]): Promise<ReadonlySet<Placement>> {
  const found = new Set<Placement>();
  for (const placement of placements) {
    if (placement.entry.stats.isFile() && (await isArchive(placement))) found.add(placement);
  }
  return found;
}

const MAGIC_AT = 257;

async function isArchive({ tree, entry }: Placement): Promise<boolean> {
  try {
    for await (const chunk of decompressed(tree.read(entry.path))) {
      return chunk.toString('latin1', MAGIC_AT, MAGIC_AT + 5) === 'ustar' && chunk.length > MAGIC_AT;
    }
    return false;
  } catch (error) {
    if (isKind(error, 'invalid')) return false;
    throw error;
  }
}

async function* layerOf(
  placements: readonly Placement[],
  inline: readonly InlineFile[],
  archives: ReadonlySet<Placement>,
  writer: LayerTarWriter,
): AsyncGenerator<Buffer> {
  for (const placement of placements) {
    if (!archives.has(placement)) yield* writer.placed(placement);
    else yield* unpacked(placement, writer);
  }
  for (const file of inline) yield* writer.inline(file);
  yield writer.end();
}

/** The members of an archive, below the folder to which it was added. */
async function* unpacked({ tree, entry, place }: Placement, writer: LayerTarWriter): AsyncGenerator<Buffer> {
  const folder = posix.dirname(place) === '.' ? '' : posix.dirname(place);
  yield* writer.folder(folder);
  for await (const { header, body } of readTar(decompressed(tree.read(entry.path)))) {
    const path = posix.join(folder, posix.normalize(`/${header.path}`));
    if (strip(path) === '') continue;
    const linkPath =
      header.type === 'hard-link'
        ? posix.join(folder, posix.normalize(`/${header.linkPath}`))
        : header.linkPath;
    yield encodeHeader({
      ...header,
      path: strip(path) + (header.type === 'directory' ? '/' : ''),
      linkPath: header.type === 'hard-link' ? strip(linkPath) : linkPath,
    });
    yield* body;
    if (header.size > 0) yield padding(header.size);
  }
}

function strip(path: string): string {
  return path.replace(/^\/+/, '').replace(/\/+$/, '');
}
