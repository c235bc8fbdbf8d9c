import { indexOf, type Timeline } from './timeline.ts';

/** All paths of a timeline as one text, so that a search is one look through it. */
export interface PathText {
  /** `/a/b\0/a/c\0…`, one character per byte, the letters A to Z made small. */
  readonly text: string;
  /** Where each path begins in the text, and the text's length at the end. */
  readonly at: Uint32Array;
}

const SLASH = 0x2f;

/** Spells every path out, the root as nothing. */
export function pathText(timeline: Timeline): PathText {
  const { paths } = timeline;
  const at = new Uint32Array(paths + 1);
  let total = 1;
  for (let path = 0; path < paths; path++) {
    at[path] = path === 0 ? 0 : total;
    // A path's length is not known before its folder's is; folders come first.
    if (path > 0) total += lengthOf(timeline, at, path) + 1;
    at[path + 1] = total;
  }
  const bytes = Buffer.alloc(total);
  for (let path = 1; path < paths; path++) {
    const folder = timeline.parent[path] ?? 0;
    const folderAt = at[folder] ?? 0;
    const folderLength = (at[folder + 1] ?? 0) - folderAt - 1;
    let to = at[path] ?? 0;
    bytes.copyWithin(to, folderAt, folderAt + folderLength);
    to += folderLength;
    bytes[to++] = SLASH;
    const { names, from, end } = nameIn(timeline, path);
    for (let index = from; index < end; index++) bytes[to++] = small(names[index] ?? 0);
  }
  return { text: bytes.toString('latin1'), at };
}

/** Which path holds the character at `position`, knowing that none before `path` does; one close by is found soonest. */
export function pathAt({ at }: PathText, position: number, path = 0): number {
  let low = path;
  let step = 1;
  while ((at[low + step] ?? Number.POSITIVE_INFINITY) <= position) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, at.length - 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((at[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** As in the text: the letters A to Z made small, everything else as it is. */
export function inSmallLetters(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function lengthOf(timeline: Timeline, at: Uint32Array, path: number): number {
  const folder = timeline.parent[path] ?? 0;
  const { from, end } = nameIn(timeline, path);
  return (at[folder + 1] ?? 0) - (at[folder] ?? 0) - 1 + 1 + (end - from);
}

function nameIn(timeline: Timeline, path: number) {
  const version = timeline.versionsAt[path] ?? 0;
  const index = indexOf(timeline, version);
  const row = timeline.row[version] ?? 0;
  const from = index.nameAt[row] ?? 0;
  return { names: index.names, from, end: index.nameAt[row + 1] ?? from };
}

function small(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
