import type { ImageEntry, ImageTree } from '../../../engine/api/types/microscope.ts';

/** Entries for tests of this folder. */
export function entryAt(path: string, part: Partial<ImageEntry> = {}): ImageEntry {
  return {
    path,
    name: path.split('/').at(-1) ?? '',
    kind: 'file',
    change: null,
    layer: 0,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 1_700_000_000,
    size: 10,
    files: 0,
    folders: 0,
    changes: 0,
    target: null,
    hardLink: false,
    xattrs: false,
    capabilities: false,
    digest: null,
    ...part,
  };
}

export function folderAt(path: string, entries: readonly ImageEntry[]): ImageTree {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  return {
    image: 'sha256:1',
    layer: 0,
    folder: entryAt(path, { kind: 'directory', size, files: entries.length }),
    entries,
    total: entries.length,
  };
}
