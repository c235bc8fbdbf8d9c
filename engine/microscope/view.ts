import { FLAG, KIND } from '../layers/index/layer-index.ts';
import { CHANGE, indexOf, type Timeline } from './timeline.ts';

/** The values of `View.state`: what is at a path, and what the view's own layer did to it. */
export const STATE = { absent: 0, unchanged: 1, added: 2, changed: 3, removed: 4 } as const;

/** The image up to one layer. */
export interface View {
  readonly timeline: Timeline;
  readonly layer: number;
  /** Per path, one of `STATE`. */
  readonly state: Uint8Array;
  /** The version that is seen, or that was until the layer removed it; meaningless for absent paths. */
  readonly version: Uint32Array;
  /** Bytes of a file; of a folder those of all that is in it. Hard links have their bytes where they first come. */
  readonly size: Float64Array;
  /** How many things that are not folders, and how many folders, a folder holds at any depth. */
  readonly files: Uint32Array;
  readonly folders: Uint32Array;
  /** How many things in a folder, at any depth, the layer added, changed or removed. */
  readonly changes: Uint32Array;
}

/** What the image shows up to `layer`. Takes time linear in the timeline. */
export function viewAt(timeline: Timeline, layer: number): View {
  const { paths } = timeline;
  const view = {
    timeline,
    layer,
    state: new Uint8Array(paths),
    version: new Uint32Array(paths),
    size: new Float64Array(paths),
    files: new Uint32Array(paths),
    folders: new Uint32Array(paths),
    changes: new Uint32Array(paths),
  };
  for (let path = 0; path < paths; path++) findState(view, path);
  // Whatever is in a folder comes after it, so its sum is ready when the folder's own turn comes.
  for (let path = paths - 1; path > 0; path--) addToFolder(view, path);
  return view;
}

/** True when the path is in the image at the view's layer. */
export function isSeen(view: View, path: number): boolean {
  const state = view.state[path];
  return state === STATE.unchanged || state === STATE.added || state === STATE.changed;
}

/** The kind of a path that is not absent, one of `KIND`. */
export function kindAt(view: View, path: number): number {
  const version = view.version[path] ?? 0;
  return indexOf(view.timeline, version).kind[view.timeline.row[version] ?? 0] ?? KIND.file;
}

/** The bytes that a version takes in its layer: none for folders, links and further names of a file. */
export function ownBytes(timeline: Timeline, version: number): number {
  const index = indexOf(timeline, version);
  const row = timeline.row[version] ?? 0;
  return ((index.flags[row] ?? 0) & FLAG.hardLink) === 0 ? (index.size[row] ?? 0) : 0;
}

/** Bytes of each layer's own files, from the bottom up. */
export function layerBytes(timeline: Timeline): number[] {
  const bytes = timeline.layers.map(() => 0);
  for (let version = 0; version < timeline.versions; version++) {
    const layer = timeline.layer[version] ?? 0;
    bytes[layer] = (bytes[layer] ?? 0) + ownBytes(timeline, version);
  }
  return bytes;
}

function findState(view: View, path: number): void {
  const { timeline, layer } = view;
  const from = timeline.versionsAt[path] ?? 0;
  for (let version = (timeline.versionsAt[path + 1] ?? 0) - 1; version >= from; version--) {
    if ((timeline.layer[version] ?? 0) > layer) continue;
    const hiddenAt = timeline.hiddenAt[version] ?? 0;
    if (hiddenAt < layer) return;
    view.version[path] = version;
    view.state[path] = hiddenAt === layer ? STATE.removed : seenState(timeline, version, layer);
    return;
  }
}

function seenState(timeline: Timeline, version: number, layer: number): number {
  if (timeline.layer[version] !== layer) return STATE.unchanged;
  const change = timeline.change[version];
  if (change === CHANGE.added) return STATE.added;
  return change === CHANGE.changed ? STATE.changed : STATE.unchanged;
}

function addToFolder(view: View, path: number): void {
  const state = view.state[path] ?? STATE.absent;
  if (state === STATE.absent) return;
  const { parent } = view.timeline;
  const folder = parent[path] ?? 0;
  const isFolder = kindAt(view, path) === KIND.directory;
  if (!isFolder) view.size[path] = ownBytes(view.timeline, view.version[path] ?? 0);
  add(view.changes, folder, (view.changes[path] ?? 0) + (state === STATE.unchanged ? 0 : 1));
  if (state === STATE.removed) return;
  view.size[folder] = (view.size[folder] ?? 0) + (view.size[path] ?? 0);
  add(view.files, folder, isFolder ? (view.files[path] ?? 0) : 1);
  add(view.folders, folder, isFolder ? (view.folders[path] ?? 0) + 1 : 0);
}

function add(column: Uint32Array, at: number, value: number): void {
  column[at] = (column[at] ?? 0) + value;
}
