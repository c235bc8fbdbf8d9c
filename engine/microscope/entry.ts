import type { Change, FileKind, ImageEntry } from '../api/types/microscope.ts';
import { readableName } from '../disk/tar-header.ts';
import { contentOfRow, FLAG, KIND, targetOfRow } from '../layers/index/layer-index.ts';
import { indexOf, nameOfPath, spellPath } from './timeline.ts';
import { STATE, type View } from './view.ts';

const KINDS: readonly FileKind[] = [
  'directory',
  'file',
  'symlink',
  'character-device',
  'block-device',
  'fifo',
];

/** What the API tells of a path that is not absent from the view. */
export function entryAt(view: View, path: number): ImageEntry {
  const { timeline } = view;
  const version = view.version[path] ?? 0;
  const index = indexOf(timeline, version);
  const row = timeline.row[version] ?? 0;
  const flags = index.flags[row] ?? 0;
  const kind = kindName(index.kind[row]);
  const isFolder = kind === 'directory';
  const target = targetOfRow(index, row);
  const content = contentOfRow(index, row);
  return {
    path: `/${readableName(spellPath(timeline, path))}`,
    name: readableName(nameOfPath(timeline, path)),
    kind,
    change: changeOf(view, path),
    layer: timeline.layer[version] ?? 0,
    mode: index.mode[row] ?? 0,
    uid: index.uid[row] ?? 0,
    gid: index.gid[row] ?? 0,
    mtime: index.mtime[row] ?? 0,
    size: isFolder ? (view.size[path] ?? 0) : (index.size[row] ?? 0),
    files: view.files[path] ?? 0,
    folders: view.folders[path] ?? 0,
    changes: isFolder ? (view.changes[path] ?? 0) : 0,
    target: target === '' ? null : readableName(target),
    hardLink: (flags & FLAG.hardLink) !== 0,
    xattrs: (flags & FLAG.xattrs) !== 0,
    capabilities: (flags & FLAG.capability) !== 0,
    digest: content === undefined ? null : `sha256:${content}`,
  };
}

/** What the view's layer did to a path. */
export function changeOf(view: View, path: number): Change {
  switch (view.state[path]) {
    case STATE.added:
      return 'added';
    case STATE.changed:
      return 'changed';
    case STATE.removed:
      return 'removed';
    default:
      return null;
  }
}

/** The API's word for one of `KIND`. */
export function kindName(kind: number | undefined): FileKind {
  return KINDS[kind ?? KIND.file] ?? 'file';
}
