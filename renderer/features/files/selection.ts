import type { FileEntry } from '../../../engine/api/types/files.ts';

/** The paths that are selected in a folder. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

/** With one more, or one less; with everything from `anchor` to `index` when there is an anchor. */
export function toggled(
  before: Selection,
  index: number,
  anchor: number | undefined,
  at: (index: number) => FileEntry | undefined,
): Selection {
  const path = at(index)?.path;
  if (path === undefined) return before;
  const paths = new Set(before);
  if (anchor === undefined) {
    if (!paths.delete(path)) paths.add(path);
    return paths;
  }
  for (let one = Math.min(anchor, index); one <= Math.max(anchor, index); one++) {
    const between = at(one)?.path;
    if (between !== undefined) paths.add(between);
  }
  return paths;
}
