import { fault } from '../base/errors.ts';
import { readableName } from '../disk/tar-header.ts';
import { foldersAbove, inFolder, memberPath, parentOf } from './member-path.ts';

/** A link may lead to a link; more than this is a loop (as in the kernel, path_resolution(7)). */
const MAX_LINKS = 40;

type Node = { readonly kind: 'folder' | 'other' } | { readonly kind: 'link'; readonly target: string };

/**
 * What a layer has made so far in its own, at first empty, folder. Nobody else writes there, so this knows every link that
 * an unpacking program could be led through, and says where a member really lies before the program sees it.
 */
export class LayerTree {
  readonly #nodes = new Map<string, Node>();

  /** Notes a member that was made at `place`. */
  add(place: string, node: Node): void {
    this.#nodes.set(place, node);
  }

  has(place: string): boolean {
    return this.#nodes.has(place);
  }

  isFolder(place: string): boolean {
    return place === '' || this.#nodes.get(place)?.kind === 'folder';
  }

  /** The folders on the way to `folder`, the root and itself included, that were not made yet, from the root down. */
  missingDownTo(folder: string): string[] {
    const way = folder === '' ? [''] : ['', ...foldersAbove(folder), folder];
    return way.filter((place) => !this.#nodes.has(place));
  }

  /**
   * Where `path` lies once links among its folders are followed; its last part is left as it is. Throws `invalid` naming
   * `entry` when a link leads out of the layer, or a part of the way is not a folder.
   */
  placeOf(path: string, entry: string): string {
    if (this.isFolder(parentOf(path))) return path; // what is known to be a folder was reached through no link
    let done = '';
    let rest = path.split('/');
    for (let links = 0; ; ) {
      const [part, ...after] = rest;
      if (part === undefined) return done;
      const here = inFolder(done, part);
      const node = after.length === 0 ? undefined : this.#nodes.get(here);
      if (node?.kind === 'other')
        throw astray(entry, `goes through "${readableName(here)}", which is a file`);
      if (node?.kind !== 'link') {
        done = here;
        rest = after;
        continue;
      }
      links += 1;
      if (links > MAX_LINKS) throw astray(entry, 'goes through a loop of symbolic links');
      rest = [...this.#targetOf(here, node.target, entry).split('/'), ...after].filter((name) => name !== '');
      done = '';
    }
  }

  /** A relative link's target from the root; everything else would be followed on the machine instead of in the layer. */
  #targetOf(link: string, target: string, entry: string): string {
    const parts = target.startsWith('/') ? undefined : climb(foldersAbove(link).at(-1) ?? '', target);
    if (parts === undefined) {
      const shown = `"${readableName(link)}" -> "${readableName(target)}"`;
      throw astray(entry, `goes through the symbolic link ${shown}, which leads out of the layer`);
    }
    return memberPath(parts);
  }
}

/** `target` as seen from `folder`; undefined when it climbs above the root. */
function climb(folder: string, target: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function astray(entry: string, how: string): Error {
  return fault('invalid', `the layer's entry "${readableName(entry)}" ${how}`);
}
