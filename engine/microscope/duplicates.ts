import { setImmediate as breathe } from 'node:timers/promises';
import {
  contentOfRow,
  DIGEST_BYTES,
  hasSameContent,
  KIND,
  type LayerIndex,
  NO_DIGEST,
} from '../layers/index/layer-index.ts';
import { indexOf } from './timeline.ts';
import { isSeen, kindAt, ownBytes, type View } from './view.ts';

/** Files that are seen in several places with the same content. */
export interface SameContent {
  readonly digest: string;
  /** Bytes of one copy. */
  readonly size: number;
  readonly paths: readonly number[];
  /** Bytes of all copies but one. */
  readonly bytes: number;
}

/** A content, and where it was seen. */
interface Group {
  readonly index: LayerIndex;
  readonly row: number;
  readonly paths: number[];
}

/** So many files are looked at before the event loop turns, some milliseconds. */
const SLICE = 20_000;

/** Bytes of a digest that tell nearly all contents apart, as many as a number holds exactly. */
const PREFIX = 6;

/** The groups of files with the same content among those that `counts`, what they would save first. Empty files do not count. */
export async function sameContents(
  view: View,
  counts: (path: number) => boolean = () => true,
): Promise<SameContent[]> {
  const { timeline } = view;
  const byPrefix = new Map<number, Group[]>();
  for (let path = 1; path < timeline.paths; path++) {
    if (path % SLICE === 0) await breathe();
    if (!isSeen(view, path) || kindAt(view, path) !== KIND.file || !counts(path)) continue;
    const version = view.version[path] ?? 0;
    if (ownBytes(timeline, version) === 0) continue;
    const index = indexOf(timeline, version);
    const row = timeline.row[version] ?? 0;
    const at = index.digestAt[row] ?? NO_DIGEST;
    if (at === NO_DIGEST) continue;
    const prefix = index.digests.readUIntBE(at * DIGEST_BYTES, PREFIX);
    const groups = byPrefix.get(prefix);
    const group = groups?.find((one) => hasSameContent(one.index, one.row, index, row));
    if (group !== undefined) group.paths.push(path);
    else if (groups !== undefined) groups.push({ index, row, paths: [path] });
    else byPrefix.set(prefix, [{ index, row, paths: [path] }]);
  }
  return [...byPrefix.values()]
    .flat()
    .filter(({ paths }) => paths.length > 1)
    .map(({ index, row, paths }) => {
      const size = index.size[row] ?? 0;
      const digest = `sha256:${contentOfRow(index, row)}`;
      return { digest, size, paths, bytes: size * (paths.length - 1) };
    })
    .sort((one, other) => other.bytes - one.bytes || (one.digest < other.digest ? -1 : 1));
}
