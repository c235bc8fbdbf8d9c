import { posix } from 'node:path';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { type Attributes, NO_ATTRIBUTES } from './extended-attributes.ts';
import type { FileTree, TreeEntry } from './file-tree.ts';
import { globSegment } from './glob-segment.ts';

/** A thing of a tree, and where it is to lie (relative to the target, without a slash at the ends). */
export interface Placement {
  readonly tree: FileTree;
  readonly entry: TreeEntry;
  readonly place: string;
  /** A file that was named itself, which takes the target's name unless that is a folder. */
  readonly isNamed: boolean;
  readonly attributes: Attributes;
}

export interface PlacementRequest {
  readonly tree: FileTree;
  /** As written, expanded. */
  readonly sources: readonly string[];
  /** The sources' own folders come along: all of them, or those after `/./`. */
  readonly parents: boolean;
  readonly excluded: IgnorePatterns | undefined;
}

/** What COPY brings where, in the order in which it is written down. Throws `Missing` for a source that nothing fits. */
export async function* placementsOf(request: PlacementRequest): AsyncGenerator<Placement> {
  for (const source of request.sources) {
    const matches = await matching(request.tree, source);
    if (matches.length === 0) throw new Missing(source, request.tree.isContext);
    const attributes = await request.tree.attributesBelow(matches);
    for (const entry of matches) {
      for await (const placement of placementsOfEntry(request, entry, depthOf(source))) {
        yield { ...placement, attributes: attributes.get(placement.entry.path) ?? NO_ATTRIBUTES };
      }
    }
  }
}

/** A source that is not there, in Docker's words. */
export class Missing extends Error {
  override readonly name = 'Missing';

  constructor(source: string, isContext: boolean) {
    super(reasonOf(source, isContext));
  }
}

function reasonOf(source: string, isContext: boolean): string {
  if (posix.normalize(source).startsWith('..'))
    return `forbidden path outside the build context: ${source} (), or file not found in build context`;
  if (/[*?[]/.test(source)) return `no source files were specified: nothing fits ${source}`;
  const where = isContext ? 'file not found in build context or excluded by .dockerignore: ' : '';
  return `${where}stat ${source}: file does not exist`;
}

async function* placementsOfEntry(
  request: PlacementRequest,
  top: TreeEntry,
  depth: number,
): AsyncGenerator<Omit<Placement, 'attributes'>> {
  const { tree, parents, excluded } = request;
  for await (const entry of tree.walk(top)) {
    const inside = top.path === '' ? entry.path : entry.path.slice(top.path.length + 1);
    if (inside !== '' && excluded?.ignores(inside) === true) continue;
    if (entry === top && !entry.stats.isDirectory() && excluded?.ignores(posix.basename(top.path)) === true)
      continue;
    if (parents) yield { tree, entry, place: below(entry.path, depth), isNamed: false };
    else if (top.stats.isDirectory()) yield { tree, entry, place: inside, isNamed: false };
    else yield { tree, entry, place: posix.basename(top.path), isNamed: true };
  }
}

/** How many folders stand before the `/./` of a source. */
function depthOf(source: string): number {
  const at = source.indexOf('/./');
  return at < 0
    ? 0
    : relative(posix.join('/', source.slice(0, at)))
        .split('/')
        .filter((part) => part !== '').length;
}

function below(path: string, depth: number): string {
  return path.split('/').slice(depth).join('/');
}

/** The same below a target (relative, links of the image followed). */
export function placedBelow(
  placements: readonly Placement[],
  target: string,
  isFolder: boolean,
): readonly Placement[] {
  return placements.map((placement) => ({
    ...placement,
    place: placement.isNamed && !isFolder ? target : join(target, placement.place),
  }));
}

/** The entries that a source means: itself, or all that fit its pattern. */
async function matching(tree: FileTree, source: string): Promise<readonly TreeEntry[]> {
  const path = relative(posix.join('/', source));
  if (!/[*?[\\]/.test(path)) return [await tree.find(path)].filter((entry) => entry !== undefined);
  let folders = [''];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const fits = globSegment(part);
    const found: string[] = [];
    for (const folder of folders) {
      for (const name of await tree.names(folder)) if (fits.test(name)) found.push(join(folder, name));
    }
    if (index === parts.length - 1) {
      const entries = await Promise.all(found.map((one) => tree.find(one)));
      return entries.filter((entry) => entry !== undefined);
    }
    const entries = await Promise.all(found.map((one) => tree.find(one)));
    folders = entries.flatMap((entry) => (entry?.stats.isDirectory() === true ? [entry.path] : []));
  }
  return [];
}

function join(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}

function relative(path: string): string {
  return path.replace(/^\/+/, '').replace(/\/+$/, '');
}
