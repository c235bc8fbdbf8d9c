import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { FileTree } from '../files/file-tree.ts';
import { LayerTarWriter, type LooseFile } from '../files/layer-tar.ts';
import { Missing, type Placement, placedBelow, placementsOf } from '../files/placements.ts';
import { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { isArchive, unpacked } from './archives.ts';
import { modeOf, ownerOf } from './ownership.ts';
import { hasFolderIn, inTheWay, placeOf, type TargetPlace } from './target-place.ts';

/** A file that is in no tree: it stands in the Dockerfile, or is fetched when it is read. */
export interface LooseSource extends Omit<LooseFile, 'place' | 'read'> {
  readonly name: string;
  /** What it is told as in the cache, and what decides whether it is the same. */
  readonly input: readonly [name: string, value: string];
  readonly unpack: boolean;
  readonly read: () => AsyncIterable<Buffer>;
}

/** A repository, of which everything comes in. */
export interface RepositorySource {
  readonly input: readonly [name: string, value: string];
  readonly tree: () => Promise<FileTree>;
}

/** COPY or ADD with everything expanded and looked up. */
export interface Bringing {
  readonly kind: 'copy' | 'add';
  readonly tree: FileTree;
  /** One character per byte. */
  readonly sources: readonly string[];
  /** As written, made absolute, one character per byte; a slash at its end says that it is a folder. */
  readonly target: string;
  readonly loose: readonly LooseSource[];
  readonly repositories: readonly RepositorySource[];
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
      const place = await placeFor(bringing, placements, root);
      if (place.there === 'other' && placements.some(({ isContainer }) => isContainer))
        throw inTheWay(place.path);
      const { chown, chmod, mtime } = bringing;
      const ownership = { owner: await ownerOf(chown, root), mode: modeOf(chmod), mtime };
      const writer = new LayerTarWriter(ownership, hasFolderIn(root));
      return Readable.from(layerOf(bringing, placements, place, writer), { objectMode: false });
    },
  };
}

/** Where it goes; `--link` layers know no image. */
async function placeFor(
  bringing: Bringing,
  placements: readonly Placement[],
  root: string | undefined,
): Promise<TargetPlace> {
  const { sources, loose, repositories, target, link, kind } = bringing;
  const place = await placeOf(target, link ? undefined : root);
  const elsewhere = loose.length + repositories.length;
  // One pattern may mean several things.
  const found = placements.filter(({ isNamed, isContainer }) => isNamed || isContainer).length;
  const many = Math.max(sources.length, found) + elsewhere > 1;
  if (many && !target.endsWith('/') && !place.isFolder) {
    throw new SyntaxFault(
      `When using ${kind.toUpperCase()} with more than one source file, the destination must be a directory and end with a /`,
      0,
    );
  }
  return { ...place, isFolder: place.isFolder || many };
}

async function collect(bringing: Bringing): Promise<readonly Placement[]> {
  const { tree, sources, parents } = bringing;
  const found: Placement[] = [];
  try {
    for await (const placement of placementsOf({ tree, sources, parents, excluded: excludedBy(bringing) }))
      found.push(placement);
  } catch (error) {
    if (error instanceof Missing)
      throw new SyntaxFault(`${bringing.kind.toUpperCase()} failed: ${error.message}`, 0);
    throw error;
  }
  return found;
}

function excludedBy({ exclude }: Bringing): IgnorePatterns | undefined {
  return exclude.length === 0 ? undefined : new IgnorePatterns(exclude);
}

/** The target and the owner as they are written: what they mean is the image's business, which the cache knows by itself. */
async function inputsOf(
  placements: readonly Placement[],
  { kind, target: to, chown, chmod, loose, repositories, exclude }: Bringing,
): Promise<Record<string, string>> {
  const inputs: Record<string, string> = { command: `${kind} to ${to}` };
  const change = modeOf(chmod);
  for (const { tree, entry, place, attributes } of placements) {
    const { stats, target } = entry;
    const content = stats.isFile()
      ? await tree.digest(entry.path)
      : stats.isSymbolicLink()
        ? `link ${target}`
        : 'folder';
    const mode = change?.(stats.mode & 0o7777, stats.isDirectory()) ?? stats.mode & 0o7777;
    const more =
      attributes.size === 0
        ? ''
        : ` ${JSON.stringify([...attributes].sort(([one], [other]) => (one < other ? -1 : 1)))}`;
    const about = `${mode.toString(8)} ${chown ?? `${stats.uid} ${stats.gid}`} ${place}${more}`;
    inputs[`file ${entry.path === '' ? '.' : Buffer.from(entry.path, 'latin1').toString('utf8')}`] =
      `${content}:${about}`;
  }
  for (const { input } of [...loose, ...repositories])
    inputs[input[0]] = `${input[1]} ${chown ?? ''} ${chmod ?? ''}`;
  if (repositories.length > 0 && exclude.length > 0) inputs['exclude'] = JSON.stringify(exclude);
  return inputs;
}

async function* layerOf(
  bringing: Bringing,
  placements: readonly Placement[],
  target: TargetPlace,
  writer: LayerTarWriter,
): AsyncGenerator<Buffer> {
  for (const placement of placedBelow(placements, target.path, target.isFolder)) {
    const { entry, tree } = placement;
    const bytes = () => tree.read(entry.path);
    if (bringing.unpack && placement.isNamed && entry.stats.isFile() && (await isArchive(bytes()))) {
      yield* unpacked(bytes(), target.path, writer);
    } else yield* writer.placed(placement);
  }
  for (const { tree } of bringing.repositories) {
    const all = { tree: await tree(), sources: ['.'], parents: false, excluded: excludedBy(bringing) };
    for await (const placement of placementsOf(all)) {
      for (const placed of placedBelow([placement], target.path, true)) yield* writer.placed(placed);
    }
  }
  for (const source of bringing.loose) {
    const place = target.isFolder ? posix.join(target.path, source.name) : target.path;
    if (source.unpack && (await isArchive(source.read())))
      yield* unpacked(source.read(), target.path, writer);
    else yield* writer.loose({ ...source, place });
  }
  yield writer.end();
}
