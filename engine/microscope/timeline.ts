import type { LayerIndex } from '../layers/index/layer-index.ts';

/** Stands for "no layer" in `hiddenAt`. */
export const NEVER = 0xffff;

/** The values of `Timeline.change`. A folder that a layer only passes through, with the attributes it had, is `none`. */
export const CHANGE = { none: 0, added: 1, changed: 2 } as const;

/**
 * All that an image's layers did, path by path; what is asked of the microscope is read off it.
 *
 * *Paths* are numbered as in an index: path 0 is the root, a folder is followed by all that any layer ever had in it, names in
 * the order of their bytes. A *version* is what one layer put at a path; a path's versions lie side by side, from the bottom
 * up. A version is seen in the image up to layer `k` when `layer <= k < hiddenAt`; so at most one version of a path is.
 */
export interface Timeline {
  /** From the bottom up. */
  readonly layers: readonly LayerIndex[];
  readonly paths: number;
  /** The folder that holds the path; the root's is itself. */
  readonly parent: Uint32Array;
  /** The first path that is not below this one. */
  readonly end: Uint32Array;
  /** The versions of a path are those from `versionsAt[path]` to `versionsAt[path + 1]`. */
  readonly versionsAt: Uint32Array;
  readonly versions: number;
  /** Which layer wrote the version, and its row in that layer's index. */
  readonly layer: Uint16Array;
  readonly row: Uint32Array;
  /** The layer that overwrote or removed it; `NEVER` when it is there to the top. */
  readonly hiddenAt: Uint16Array;
  /** What it did against the layers below, one of `CHANGE`. */
  readonly change: Uint8Array;
}

/** The index that a version is in. */
export function indexOf(timeline: Timeline, version: number): LayerIndex {
  const index = timeline.layers[timeline.layer[version] ?? 0];
  if (index === undefined) throw new RangeError(`the timeline has no version ${version}`);
  return index;
}

/** The versions of a path, from the bottom up. */
export function versionsOf(timeline: Timeline, path: number): number[] {
  const from = timeline.versionsAt[path] ?? 0;
  const to = timeline.versionsAt[path + 1] ?? from;
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** The last part of a path, one character per byte; '' for the root. */
export function nameOfPath(timeline: Timeline, path: number): string {
  const version = timeline.versionsAt[path] ?? 0;
  const index = indexOf(timeline, version);
  const row = timeline.row[version] ?? 0;
  return index.names.toString('latin1', index.nameAt[row], index.nameAt[row + 1]);
}

/** A path spelled out from the root, without a slash at its beginning, one character per byte. */
export function spellPath(timeline: Timeline, path: number): string {
  const parts: string[] = [];
  for (let at = path; at > 0; at = timeline.parent[at] ?? 0) parts.push(nameOfPath(timeline, at));
  return parts.reverse().join('/');
}

/** The paths directly in a folder, in order. */
export function* childrenOf(timeline: Timeline, folder: number): Generator<number> {
  const end = timeline.end[folder] ?? 0;
  for (let at = folder + 1; at < end; at = timeline.end[at] ?? end) yield at;
}

/** The number of a path (one character per byte, no slash at its beginning); undefined when no layer ever had it. */
export function findPath(timeline: Timeline, path: string): number | undefined {
  let at = 0;
  for (const part of path === '' ? [] : path.split('/')) {
    const next = findChild(timeline, at, Buffer.from(part, 'latin1'));
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function findChild(timeline: Timeline, folder: number, name: Buffer): number | undefined {
  for (const child of childrenOf(timeline, folder)) {
    const version = timeline.versionsAt[child] ?? 0;
    const index = indexOf(timeline, version);
    const row = timeline.row[version] ?? 0;
    const start = index.nameAt[row] ?? 0;
    const end = index.nameAt[row + 1] ?? start;
    if (end - start === name.length && index.names.compare(name, 0, name.length, start, end) === 0)
      return child;
  }
  return undefined;
}
