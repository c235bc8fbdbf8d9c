import { newIndex } from '../layers/index/index-file.ts';
import { FLAG, KIND, type LayerIndex } from '../layers/index/layer-index.ts';
import { CHANGE, NEVER, type Timeline } from './timeline.ts';

/** A folder in one layer, as a source of what is in it. */
interface Source {
  readonly layer: number;
  readonly row: number;
  /** The layer from which on nothing of what this one has in the folder is seen. */
  hiddenAt: number;
}

/** Puts the indexes of an image's layers, from the bottom up, together. Takes time linear in their rows. */
export function timelineOf(layers: readonly LayerIndex[]): Timeline {
  return new TimelineMaker(layers.length === 0 ? [emptyLayer()] : layers).make();
}

/** An image without layers still has a root. */
function emptyLayer(): LayerIndex {
  const { index } = newIndex({ rows: 1, nameBytes: 0, targetBytes: 0, digests: 0 });
  index.end[0] = 1;
  index.mode[0] = 0o755;
  return index;
}

/** Walks all layers side by side, folder by folder. */
class TimelineMaker {
  readonly #layers: readonly LayerIndex[];
  readonly #parent: Uint32Array;
  readonly #end: Uint32Array;
  readonly #versionsAt: Uint32Array;
  readonly #layer: Uint16Array;
  readonly #row: Uint32Array;
  readonly #hiddenAt: Uint16Array;
  readonly #change: Uint8Array;
  #paths = 0;
  #versions = 0;

  constructor(layers: readonly LayerIndex[]) {
    const most = layers.reduce((sum, layer) => sum + layer.rows, 0);
    this.#layers = layers;
    this.#parent = new Uint32Array(most);
    this.#end = new Uint32Array(most);
    this.#versionsAt = new Uint32Array(most + 1);
    this.#layer = new Uint16Array(most);
    this.#row = new Uint32Array(most);
    this.#hiddenAt = new Uint16Array(most);
    this.#change = new Uint8Array(most);
  }

  make(): Timeline {
    const roots = this.#layers.map((_, layer) => ({ layer, row: 0, hiddenAt: NEVER }));
    this.#visitPath(0, roots);
    this.#versionsAt[this.#paths] = this.#versions;
    return {
      layers: this.#layers,
      paths: this.#paths,
      parent: this.#parent.slice(0, this.#paths),
      end: this.#end.slice(0, this.#paths),
      versionsAt: this.#versionsAt.slice(0, this.#paths + 1),
      versions: this.#versions,
      layer: this.#layer.slice(0, this.#versions),
      row: this.#row.slice(0, this.#versions),
      hiddenAt: this.#hiddenAt.slice(0, this.#versions),
      change: this.#change.slice(0, this.#versions),
    };
  }

  /** Notes one path with what each layer has there, from the bottom up, and then everything below it. */
  #visitPath(parent: number, found: readonly Source[]): void {
    const folders: Source[] = [];
    const first = this.#versions;
    for (const { layer, row, hiddenAt } of found) {
      const index = this.#index(layer);
      if (index.kind[row] === KIND.whiteout) {
        this.#hide(first, layer, folders);
        continue;
      }
      const before = this.#versions - 1;
      const isThere = before >= first && (this.#hiddenAt[before] ?? NEVER) >= layer;
      const isFolder = index.kind[row] === KIND.directory;
      const goesOn = isThere && isFolder && this.#isFolder(before);
      // What is not a folder, and an opaque one, let nothing of the lower layers through.
      const hidesAll = !goesOn || ((index.flags[row] ?? 0) & FLAG.opaque) !== 0;
      this.#hide(first, layer, hidesAll ? folders : []);
      this.#note(
        layer,
        row,
        hiddenAt,
        !isThere ? CHANGE.added : goesOn ? this.#folderChange(before, index, row) : CHANGE.changed,
      );
      if (isFolder) folders.push({ layer, row, hiddenAt });
    }
    if (this.#versions === first) return; // whiteouts alone
    const path = this.#paths++;
    this.#parent[path] = parent;
    this.#versionsAt[path] = first;
    this.#visitFolder(path, folders);
    this.#end[path] = this.#paths;
  }

  #visitFolder(path: number, folders: readonly Source[]): void {
    const [only] = folders;
    if (only === undefined) return;
    if (folders.length === 1 && this.#copySubtree(path, only)) return;
    const cursors = folders.map((source) => ({
      source,
      at: source.row + 1,
      end: this.#index(source.layer).end[source.row] ?? 0,
    }));
    for (;;) {
      let least: (typeof cursors)[number] | undefined;
      for (const cursor of cursors) {
        if (cursor.at < cursor.end && (least === undefined || this.#compare(cursor, least) < 0))
          least = cursor;
      }
      if (least === undefined) return;
      const name = { ...least };
      const found: Source[] = [];
      for (const cursor of cursors) {
        if (cursor.at >= cursor.end || (cursor !== least && this.#compare(cursor, name) !== 0)) continue;
        const { layer, hiddenAt } = cursor.source;
        found.push({ layer, row: cursor.at, hiddenAt });
        cursor.at = this.#index(layer).end[cursor.at] ?? cursor.end;
      }
      this.#visitPath(path, found);
    }
  }

  /** Takes everything below a folder that only one layer has over at once; false when there is a whiteout in it. */
  #copySubtree(path: number, { layer, row, hiddenAt }: Source): boolean {
    const index = this.#index(layer);
    const end = index.end[row] ?? 0;
    for (let at = row + 1; at < end; at++) if (index.kind[at] === KIND.whiteout) return false;
    const shift = path - row;
    for (let at = row + 1; at < end; at++) {
      const here = this.#paths++;
      this.#parent[here] = (index.parent[at] ?? 0) + shift;
      this.#end[here] = (index.end[at] ?? 0) + shift;
      this.#versionsAt[here] = this.#versions;
      this.#note(layer, at, hiddenAt, CHANGE.added);
    }
    return true;
  }

  #note(layer: number, row: number, hiddenAt: number, change: number): void {
    const version = this.#versions++;
    this.#layer[version] = layer;
    this.#row[version] = row;
    this.#hiddenAt[version] = hiddenAt;
    this.#change[version] = change;
  }

  /** From `layer` on the versions since `first` are not seen, nor is what `folders` have in them. */
  #hide(first: number, layer: number, folders: readonly Source[]): void {
    for (let version = first; version < this.#versions; version++) {
      if ((this.#hiddenAt[version] ?? NEVER) > layer) this.#hiddenAt[version] = layer;
    }
    for (const folder of folders) if (folder.hiddenAt > layer) folder.hiddenAt = layer;
  }

  /** A folder's time changes with whatever is made in it, so it alone says nothing. */
  #folderChange(before: number, index: LayerIndex, row: number): number {
    const below = this.#index(this.#layer[before] ?? 0);
    const was = this.#row[before] ?? 0;
    const seen = ~FLAG.opaque;
    const isSame =
      below.mode[was] === index.mode[row] &&
      below.uid[was] === index.uid[row] &&
      below.gid[was] === index.gid[row] &&
      ((below.flags[was] ?? 0) & seen) === ((index.flags[row] ?? 0) & seen);
    return isSame ? CHANGE.none : CHANGE.changed;
  }

  #isFolder(version: number): boolean {
    return this.#index(this.#layer[version] ?? 0).kind[this.#row[version] ?? 0] === KIND.directory;
  }

  #compare(a: { source: Source; at: number }, b: { source: Source; at: number }): number {
    return compareNames(this.#index(a.source.layer), a.at, this.#index(b.source.layer), b.at);
  }

  #index(layer: number): LayerIndex {
    const index = this.#layers[layer];
    if (index === undefined) throw new RangeError(`there is no layer ${layer}`);
    return index;
  }
}

/** The order of two rows' names by their bytes; below zero when the first comes first. */
export function compareNames(a: LayerIndex, rowA: number, b: LayerIndex, rowB: number): number {
  const startA = a.nameAt[rowA] ?? 0;
  const startB = b.nameAt[rowB] ?? 0;
  const lengthA = (a.nameAt[rowA + 1] ?? startA) - startA;
  const lengthB = (b.nameAt[rowB + 1] ?? startB) - startB;
  const shared = Math.min(lengthA, lengthB);
  for (let at = 0; at < shared; at++) {
    const difference = (a.names[startA + at] ?? 0) - (b.names[startB + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}
