import type { ImageEntry, ImageTree } from '../../../engine/api/types/microscope.ts';

/** What is known of one folder. */
export interface FolderState {
  readonly data: ImageTree | undefined;
  readonly error: Error | null;
}

export type TreeRow =
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly depth: number;
      readonly entry: ImageEntry;
      readonly open: boolean;
      /** Of the folder that it stands in, from 0 to 1. */
      readonly share: number;
    }
  | { readonly kind: 'loading'; readonly path: string; readonly depth: number }
  | { readonly kind: 'failed'; readonly path: string; readonly depth: number; readonly error: Error }
  | { readonly kind: 'rest'; readonly path: string; readonly depth: number; readonly left: number };

/** The open folders as rows from top to bottom; a folder that is still on its way has one row that says so. */
export function treeRows(
  folders: ReadonlyMap<string, FolderState>,
  open: ReadonlySet<string>,
  path = '/',
  depth = 0,
): TreeRow[] {
  const folder = folders.get(path);
  if (folder?.data === undefined) {
    const error = folder?.error ?? null;
    return [error === null ? { kind: 'loading', path, depth } : { kind: 'failed', path, depth, error }];
  }
  const { entries, total, folder: self } = folder.data;
  const whole = Math.max(1, self.size, ...entries.map(({ size }) => size));
  const rows = entries.flatMap((entry): TreeRow[] => {
    const isOpen = entry.kind === 'directory' && open.has(entry.path);
    const row: TreeRow = {
      kind: 'entry',
      path: entry.path,
      depth,
      entry,
      open: isOpen,
      share: entry.size / whole,
    };
    return isOpen ? [row, ...treeRows(folders, open, entry.path, depth + 1)] : [row];
  });
  const left = total - entries.length;
  return left > 0 ? [...rows, { kind: 'rest', path, depth, left }] : rows;
}

/** The folders above a path, from the root down. */
export function ancestors(path: string): string[] {
  const parts = path.split('/').filter(Boolean).slice(0, -1);
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}

/** Those of the open folders whose way to the root is open too: only these need to be asked for. */
export function reachable(open: ReadonlySet<string>): string[] {
  return [...open].filter((path) => ancestors(path).every((above) => above === path || open.has(above)));
}
