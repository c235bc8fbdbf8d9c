import { readableName } from '../../base/file-name.ts';
import { type Aligned, aligned } from './align.ts';
import { isBelow, isFolder, pathOfKey, statOf, type TreeRecord } from './record.ts';

/** One difference on the way from a tree that is there to one that is wanted. */
export interface Difference {
  readonly key: string;
  readonly kind: 'added' | 'modified' | 'removed';
  readonly there: TreeRecord | undefined;
  readonly wanted: TreeRecord | undefined;
  /** It lies in a folder that comes or goes as a whole, of which a difference came before. */
  readonly within: boolean;
}

/** How far two clocks of the same file system may be apart, and more: a file's times tick every few milliseconds. */
const DOUBT_SECONDS = 1;

/**
 * Says which records of an index can be believed to tell of the same content when they come again unchanged. A file that was
 * changed in the second before the index was made may have been changed again without a trace in its times.
 *
 * @param startedAt when the walk for the index began, in milliseconds since the epoch
 */
export function believable(startedAt: number): (record: TreeRecord) => boolean {
  const limit = startedAt / 1000 - DOUBT_SECONDS;
  return (record) => Number(statOf(record).ctime) < limit;
}

/**
 * Walks from the tree `there` to the tree `wanted`, both given by indexes of the same folder at two times. The same inode
 * with the same times, size and links is the same file; folders differ in owner, mode and time only.
 */
export async function* differences(
  there: AsyncIterable<readonly TreeRecord[]>,
  wanted: AsyncIterable<readonly TreeRecord[]>,
  believed: (record: TreeRecord) => boolean,
): AsyncGenerator<readonly Difference[]> {
  let whole: string | undefined;
  const step = ({ key, records: [a, b] }: Aligned): Difference | undefined => {
    const kind = kindOf(a, b, believed);
    if (kind === undefined) return undefined;
    const within = whole !== undefined && isBelow(whole, key);
    // A folder that comes, goes, or takes another thing's place; also a thing that takes a folder's place.
    const turns = kind !== 'modified' || (a !== undefined && b !== undefined && isFolder(a) !== isFolder(b));
    if (!within)
      whole = turns && [a, b].some((record) => record !== undefined && isFolder(record)) ? key : undefined;
    return { key, kind, there: a, wanted: b, within };
  };
  for await (const steps of aligned([there, wanted])) {
    const found = steps.map(step).filter((difference) => difference !== undefined);
    if (found.length > 0) yield found;
  }
}

function kindOf(
  there: TreeRecord | undefined,
  wanted: TreeRecord | undefined,
  believed: (record: TreeRecord) => boolean,
): Difference['kind'] | undefined {
  if (there === undefined) return 'added';
  if (wanted === undefined) return 'removed';
  if (isFolder(there) && isFolder(wanted)) return sameFolder(there, wanted) ? undefined : 'modified';
  return there.stat === wanted.stat && believed(wanted) ? undefined : 'modified';
}

function sameFolder(a: TreeRecord, b: TreeRecord): boolean {
  const [one, other] = [statOf(a), statOf(b)];
  return (
    one.mode === other.mode &&
    one.uid === other.uid &&
    one.gid === other.gid &&
    one.mtime === other.mtime &&
    one.ctime === other.ctime
  );
}

/** The path of a difference as text for a person. */
export function readablePath({ key }: Pick<Difference, 'key'>): string {
  return readableName(pathOfKey(key));
}
