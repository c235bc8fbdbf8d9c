import { setImmediate as breathe } from 'node:timers/promises';
import type { TarHeader, TarType } from '../../disk/tar-header.ts';
import { memberPath, nameOf, parentOf } from '../member-path.ts';
import type { OverlayXattrs } from '../whiteout.ts';
import { opaqueRecord, steersOverlay } from '../whiteout.ts';
import { newIndex, sealed } from './index-file.ts';
import { DIGEST_BYTES, FLAG, KIND, type LayerIndex, NO_DIGEST } from './layer-index.ts';

/** A finished index, and its file's bytes (the same memory). */
export interface BuiltIndex {
  readonly index: LayerIndex;
  readonly file: Buffer<ArrayBuffer>;
}

/** What is known of one member, in the order in which members came. */
interface Member {
  readonly kind: number;
  readonly flags: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly target: string;
  /** Its sha256, one byte per character. */
  readonly digest: string | undefined;
}

const KINDS: Readonly<Record<TarType, number>> = {
  directory: KIND.directory,
  file: KIND.file,
  'hard-link': KIND.file,
  symlink: KIND.symlink,
  'character-device': KIND.characterDevice,
  'block-device': KIND.blockDevice,
  fifo: KIND.fifo,
};

const PLAIN_FOLDER: Member = {
  kind: KIND.directory,
  flags: 0,
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  mtime: 0,
  target: '',
  digest: undefined,
};

const WHITEOUT: Member = { ...PLAIN_FOLDER, kind: KIND.whiteout, mode: 0 };

/** So many rows are written at a time, a few milliseconds; the event loop turns in between. */
const SLICE = 10_000;

/**
 * Collects the members of a layer as they are unpacked (or read back from its folder) and puts them into the order of an
 * index. A member that comes again replaces the first, as it does on the disk.
 */
export class IndexBuilder {
  readonly #opaqueKey: string;
  /** By the number of a place, in the order in which places came; number 0 is the root. */
  readonly #places: string[] = [''];
  readonly #members: Member[] = [PLAIN_FOLDER];
  readonly #parents: number[] = [0];
  readonly #numbers = new Map<string, number>([['', 0]]);

  constructor(xattrs: OverlayXattrs) {
    [this.#opaqueKey] = opaqueRecord(xattrs);
  }

  /** Notes a member at `place`, which is a path without links on the way. `digest` is that of a file's content. */
  add(place: string, header: TarHeader, digest: string | undefined): void {
    const number = this.#numberOf(place);
    this.#members[number] = header.type === 'hard-link' ? this.#linked(header) : this.#member(header, digest);
  }

  /** Puts everything in order. Nothing may be added afterwards. */
  async build(): Promise<BuiltIndex> {
    const order = await this.#inOrder();
    const counts = { rows: order.length, nameBytes: 0, targetBytes: 0, digests: 0 };
    for (const number of order) {
      const { target, digest } = this.#get(number);
      counts.nameBytes += this.#nameOf(number).length;
      counts.targetBytes += target.length;
      if (digest !== undefined) counts.digests += 1;
    }
    const { memory, index } = newIndex(counts);
    await this.#fill(index, order);
    return { index, file: await sealed(memory) };
  }

  /** A folder on the way that was not told of counts as a plain one. */
  #numberOf(place: string): number {
    const known = this.#numbers.get(place);
    if (known !== undefined) return known;
    const parent = this.#numberOf(parentOf(place));
    const number = this.#places.push(place) - 1;
    this.#numbers.set(place, number);
    this.#parents.push(parent);
    this.#members.push(PLAIN_FOLDER);
    return number;
  }

  #member(header: TarHeader, digest: string | undefined): Member {
    const { type, device } = header;
    const isDevice = type === 'character-device' || type === 'block-device';
    if (isDevice && device.major === 0 && device.minor === 0) return WHITEOUT;
    return {
      kind: KINDS[type],
      flags: header.records.size === 0 ? 0 : this.#flagsOf(header.records),
      mode: type === 'symlink' ? 0o777 : header.mode, // a link has no mode, whatever a tar says
      uid: header.uid,
      gid: header.gid,
      size: header.size,
      mtime: Number(header.mtime),
      target: isDevice ? `${device.major}:${device.minor}` : header.linkPath,
      digest: header.size === 0 ? undefined : digest,
    };
  }

  #linked(header: TarHeader): Member {
    const target = memberPath(header.linkPath);
    const number = this.#numbers.get(target);
    const file = number === undefined ? { ...PLAIN_FOLDER, kind: KIND.file } : this.#get(number);
    return { ...file, flags: file.flags | FLAG.hardLink, target: file.target === '' ? target : file.target };
  }

  #flagsOf(records: ReadonlyMap<string, string>): number {
    let flags = 0;
    for (const [key, value] of records) {
      if (key === this.#opaqueKey && value === 'y') flags |= FLAG.opaque;
      if (!key.startsWith('SCHILY.xattr.') || steersOverlay(key)) continue;
      flags |= FLAG.xattrs;
      if (key === 'SCHILY.xattr.security.capability') flags |= FLAG.capability;
    }
    return flags;
  }

  /** The numbers in the order of the index. What claims to lie in something that is not a folder is left out. */
  async #inOrder(): Promise<number[]> {
    const held = new Map<number, number[]>();
    for (let number = 1; number < this.#places.length; number++) {
      const parent = this.#parents[number] ?? 0;
      const siblings = held.get(parent);
      if (siblings === undefined) held.set(parent, [number]);
      else siblings.push(number);
    }
    const order: number[] = [];
    const open = [0];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      order.push(number);
      if (order.length % SLICE === 0) await breathe();
      const inside = this.#get(number).kind === KIND.directory ? held.get(number) : undefined;
      // Siblings differ in their names only, and one character is one byte.
      inside?.sort((a, b) => ((this.#places[a] ?? '') < (this.#places[b] ?? '') ? 1 : -1));
      for (const child of inside ?? []) open.push(child);
    }
    return order;
  }

  async #fill(index: LayerIndex, order: readonly number[]): Promise<void> {
    const rowOf = new Uint32Array(this.#places.length);
    let nameAt = 0;
    let targetAt = 0;
    let digests = 0;
    for (const [row, number] of order.entries()) {
      const member = this.#get(number);
      rowOf[number] = row;
      index.parent[row] = rowOf[this.#parents[number] ?? 0] ?? 0;
      index.kind[row] = member.kind;
      index.flags[row] = member.flags;
      index.mode[row] = member.mode;
      index.uid[row] = member.uid;
      index.gid[row] = member.gid;
      index.size[row] = member.size;
      index.mtime[row] = member.mtime;
      nameAt += index.names.write(this.#nameOf(number), nameAt, 'latin1');
      index.nameAt[row + 1] = nameAt;
      targetAt += index.targets.write(member.target, targetAt, 'latin1');
      index.targetAt[row + 1] = targetAt;
      index.digestAt[row] = member.digest === undefined ? NO_DIGEST : digests;
      if (member.digest !== undefined) {
        index.digests.write(member.digest, DIGEST_BYTES * digests++, 'latin1');
      }
      if (row % SLICE === 0) await breathe();
    }
    findEnds(index);
  }

  #nameOf(number: number): string {
    return nameOf(this.#places[number] ?? '');
  }

  #get(number: number): Member {
    return this.#members[number] ?? PLAIN_FOLDER;
  }
}

/** Whatever is in a folder comes after it, so going backwards each row's end is known before its folder's is needed. */
function findEnds({ rows, parent, end }: LayerIndex): void {
  for (let row = rows - 1; row >= 0; row--) {
    if ((end[row] ?? 0) === 0) end[row] = row + 1;
    const folder = parent[row] ?? 0;
    if (row > 0 && (end[folder] ?? 0) < (end[row] ?? 0)) end[folder] = end[row] ?? 0;
  }
}
