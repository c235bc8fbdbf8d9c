import type { ChangeCount, ComparedFile } from '../../api/types/microscope.ts';
import { readableName } from '../../disk/tar-header.ts';
import { hasSameContent, KIND, targetOfRow } from '../../layers/index/layer-index.ts';
import { kindName } from '../entry.ts';
import { childrenOf, indexOf, spellPath } from '../timeline.ts';
import { compareNames } from '../timeline-of.ts';
import { isSeen, kindAt, ownBytes, type View } from '../view.ts';

/** A path that differs: its number on each side, where it is there. */
interface Difference {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly contentDiffers: boolean;
}

/**
 * What differs between two trees, folders left out: the counts of all, and the entries with the largest difference in bytes. Times
 * alone are no difference: two builds of the same thing would differ in every file.
 */
export function compareFiles(
  from: View,
  to: View,
  limit: number,
): {
  readonly added: ChangeCount;
  readonly removed: ChangeCount;
  readonly changed: ChangeCount;
  readonly entries: readonly ComparedFile[];
  readonly total: number;
} {
  const counts = {
    added: { files: 0, bytes: 0 },
    removed: { files: 0, bytes: 0 },
    changed: { files: 0, bytes: 0 },
  };
  const ranked: { readonly difference: Difference; readonly weight: number }[] = [];
  for (const difference of differences(from, to)) {
    const bytes = bytesAt(to, difference.to) - bytesAt(from, difference.from);
    const count = counts[kindOf(difference)];
    count.files += 1;
    count.bytes += Math.abs(kindOf(difference) === 'changed' ? 0 : bytes);
    if (kindOf(difference) === 'changed') count.bytes += bytes;
    // A changed file matters even when its size stayed.
    const weight = Math.max(
      Math.abs(bytes),
      difference.contentDiffers ? bytesAt(to, difference.to) / 1000 : 0,
    );
    ranked.push({ difference, weight });
  }
  ranked.sort((a, b) => b.weight - a.weight);
  const entries = ranked.slice(0, limit).map(({ difference }) => entryOf(from, to, difference));
  return { ...counts, entries, total: ranked.length };
}

/** Walks both trees side by side; what only one has counts with everything below it. */
function* differences(from: View, to: View): Generator<Difference> {
  const open: (readonly [number, number])[] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    for (const [a, b] of sideBySide(from, pair[0], to, pair[1])) {
      const isFolderA = a !== undefined && kindAt(from, a) === KIND.directory;
      const isFolderB = b !== undefined && kindAt(to, b) === KIND.directory;
      if (a !== undefined && b !== undefined && isFolderA && isFolderB) open.push([a, b]);
      else if (a !== undefined && b !== undefined && !isFolderA && !isFolderB)
        yield* changeBetween(from, a, to, b);
      else {
        for (const path of leavesOf(from, a)) yield { from: path, to: undefined, contentDiffers: true };
        for (const path of leavesOf(to, b)) yield { from: undefined, to: path, contentDiffers: true };
      }
    }
  }
}

function* sideBySide(
  from: View,
  folderA: number,
  to: View,
  folderB: number,
): Generator<readonly [number | undefined, number | undefined]> {
  const left = seenIn(from, folderA);
  const right = seenIn(to, folderB);
  let a = left.next().value;
  let b = right.next().value;
  while (a !== undefined || b !== undefined) {
    const order = a === undefined ? 1 : b === undefined ? -1 : namesInOrder(from, a, to, b);
    yield [order <= 0 ? a : undefined, order >= 0 ? b : undefined];
    if (order <= 0) a = left.next().value;
    if (order >= 0) b = right.next().value;
  }
}

function* seenIn(view: View, folder: number): Generator<number, undefined> {
  for (const path of childrenOf(view.timeline, folder)) if (isSeen(view, path)) yield path;
}

function* leavesOf(view: View, path: number | undefined): Generator<number> {
  if (path === undefined) return;
  const end = view.timeline.end[path] ?? 0;
  for (let at = path; at < end; at++) {
    if (isSeen(view, at) && kindAt(view, at) !== KIND.directory) yield at;
  }
}

function* changeBetween(from: View, a: number, to: View, b: number): Generator<Difference> {
  const [indexA, rowA] = placeOf(from, a);
  const [indexB, rowB] = placeOf(to, b);
  if (indexA === indexB && rowA === rowB) return;
  const isOfOtherKind = indexA.kind[rowA] !== indexB.kind[rowB];
  const isLinkOrDevice = indexA.kind[rowA] !== KIND.file;
  const contentDiffers =
    isOfOtherKind ||
    (isLinkOrDevice
      ? targetOfRow(indexA, rowA) !== targetOfRow(indexB, rowB)
      : !hasSameContent(indexA, rowA, indexB, rowB));
  const attributesDiffer =
    indexA.mode[rowA] !== indexB.mode[rowB] ||
    indexA.uid[rowA] !== indexB.uid[rowB] ||
    indexA.gid[rowA] !== indexB.gid[rowB];
  if (contentDiffers || attributesDiffer) yield { from: a, to: b, contentDiffers };
}

function namesInOrder(from: View, a: number, to: View, b: number): number {
  const [indexA, rowA] = placeOf(from, a);
  const [indexB, rowB] = placeOf(to, b);
  return compareNames(indexA, rowA, indexB, rowB);
}

function placeOf({ timeline, version }: View, path: number) {
  const at = version[path] ?? 0;
  return [indexOf(timeline, at), timeline.row[at] ?? 0] as const;
}

function bytesAt(view: View, path: number | undefined): number {
  return path === undefined ? 0 : ownBytes(view.timeline, view.version[path] ?? 0);
}

function kindOf({ from, to }: Difference): 'added' | 'removed' | 'changed' {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}

function entryOf(from: View, to: View, difference: Difference): ComparedFile {
  const [view, path] = difference.to === undefined ? [from, difference.from ?? 0] : [to, difference.to];
  return {
    path: `/${readableName(spellPath(view.timeline, path))}`,
    change: kindOf(difference),
    kind: kindName(kindAt(view, path)),
    from: sideOf(from, difference.from),
    to: sideOf(to, difference.to),
    contentDiffers: difference.contentDiffers,
  };
}

function sideOf(view: View, path: number | undefined): ComparedFile['from'] {
  if (path === undefined) return null;
  const [index, row] = placeOf(view, path);
  const layer = view.timeline.layer[view.version[path] ?? 0] ?? 0;
  return { size: index.size[row] ?? 0, mode: index.mode[row] ?? 0, layer };
}
