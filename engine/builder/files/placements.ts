import { posix } from 'node:path';
import { readableName } from '../../base/file-name.ts';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { type Attributes, NO_ATTRIBUTES } from './extended-attributes.ts';
import { asText, type FileTree, type TreeEntry } from './file-tree.ts';
import { globSegment } from './glob-segment.ts';

/** A thing of a tree, and where it is to lie (relative to the target, without a slash at the ends). */
export interface Placement {
  readonly tree: FileTree;
  readonly entry: TreeEntry;
  readonly place: string;
  /** A file that was named itself, which takes the target's name unless that is a folder. */
  readonly isNamed: boolean;
  /** A folder whose content was asked for: where it goes is a plain folder, or one that is there and stays as it is. */
  readonly isContainer: boolean;
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
    const attributes = await request.tree.attributesBelow(matches.map(({ entry }) => entry));
    for (const match of matches) {
      for await (const placement of placementsOfEntry(request, match, depthOf(source))) {
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
    return `forbidden path outside the build context: ${readableName(source)} (), or file not found in build context`;
  if (/[*?[]/.test(source)) return `no source files were specified: nothing fits ${readableName(source)}`;
  const where = isContext ? 'file not found in build context or excluded by .dockerignore: ' : '';
  return `${where}stat ${readableName(relative(source))}: file does not exist`;
}

async function* placementsOfEntry(
  request: PlacementRequest,
  { entry: top, name }: Match,
  depth: number,
): AsyncGenerator<Omit<Placement, 'attributes'>> {
  const { tree, parents, excluded } = request;
  for await (const entry of tree.walk(top)) {
    const inside = top.path === '' ? entry.path : entry.path.slice(top.path.length + 1);
    if (inside !== '' && excluded?.ignores(asText(inside)) === true) continue;
    if (entry === top && !entry.stats.isDirectory() && excluded?.ignores(asText(name)) === true) continue;
    const plain = { tree, entry, isNamed: false, isContainer: false };
    if (parents) yield { ...plain, place: below(entry.path, depth) };
    else if (top.stats.isDirectory()) yield { ...plain, place: inside, isContainer: entry === top };
    else yield { ...plain, place: name, isNamed: true };
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

/** What a source means, with links followed, and the name by which it was found. */
interface Match {
  readonly entry: TreeEntry;
  readonly name: string;
}

/** The entries that a source means: itself, or all that fit its pattern. */
async function matching(tree: FileTree, source: string): Promise<readonly Match[]> {
  const path = relative(posix.join('/', source));
  if (!/[*?[\\]/.test(path)) {
    const entry = await tree.find(path);
    return entry === undefined ? [] : [{ entry, name: posix.basename(path) }];
  }
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
      const dangling = found[entries.indexOf(undefined)];
      if (dangling !== undefined && tree.isContext) throw new Missing(dangling, tree.isContext);
      return entries.flatMap((entry, at) =>
        entry === undefined ? [] : [{ entry, name: posix.basename(found[at] ?? '') }],
      );
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
