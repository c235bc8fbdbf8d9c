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
  readonly file: Buffer;
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
  readonly #members = new Map<string, Member>([['', PLAIN_FOLDER]]);

  constructor(xattrs: OverlayXattrs) {
    [this.#opaqueKey] = opaqueRecord(xattrs);
  }

  /** Notes a member at `place`, which is a path without links on the way. `digest` is that of a file's content. */
  add(place: string, header: TarHeader, digest: string | undefined): void {
    this.#members.set(
      place,
      header.type === 'hard-link' ? this.#linked(header) : this.#member(header, digest),
    );
  }

  /** Puts everything in order. Nothing may be added afterwards. */
  async build(): Promise<BuiltIndex> {
    const order = await this.#inOrder();
    const counts = { rows: order.length, nameBytes: 0, targetBytes: 0, digests: 0 };
    for (const place of order) {
      const { target, digest } = this.#get(place);
      counts.nameBytes += nameOf(place).length;
      counts.targetBytes += target.length;
      if (digest !== undefined) counts.digests += 1;
    }
    const { memory, index } = newIndex(counts);
    await this.#fill(index, order);
    return { index, file: await sealed(memory) };
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
    const file = this.#members.get(target) ?? { ...PLAIN_FOLDER, kind: KIND.file };
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

  /** The places in the order of the index. What claims to lie in something that is not a folder is left out. */
  async #inOrder(): Promise<string[]> {
    const held = new Map<string, string[]>();
    for (const place of this.#members.keys()) {
      if (place === '') continue;
      const siblings = held.get(parentOf(place));
      if (siblings === undefined) held.set(parentOf(place), [place]);
      else siblings.push(place);
    }
    const order: string[] = [];
    const open = [''];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      order.push(place);
      if (order.length % SLICE === 0) await breathe();
      const inside = this.#get(place).kind === KIND.directory ? held.get(place) : undefined;
      // Siblings differ in their names only, and one character is one byte.
      inside?.sort((a, b) => (a < b ? 1 : -1));
      for (const child of inside ?? []) open.push(child);
    }
    return order;
  }

  async #fill(index: LayerIndex, order: readonly string[]): Promise<void> {
    /** The folders on the way to the present row. */
    const way: { readonly place: string; readonly row: number }[] = [];
    let nameAt = 0;
    let targetAt = 0;
    let digests = 0;
    for (const [row, place] of order.entries()) {
      const member = this.#get(place);
      while (way.length > 0 && !isIn(place, way.at(-1)?.place ?? '')) index.end[way.pop()?.row ?? 0] = row;
      index.parent[row] = way.at(-1)?.row ?? 0;
      index.end[row] = row + 1;
      if (member.kind === KIND.directory) way.push({ place, row });
      index.kind[row] = member.kind;
      index.flags[row] = member.flags;
      index.mode[row] = member.mode;
      index.uid[row] = member.uid;
      index.gid[row] = member.gid;
      index.size[row] = member.size;
      index.mtime[row] = member.mtime;
      nameAt += index.names.write(nameOf(place), nameAt, 'latin1');
      index.nameAt[row + 1] = nameAt;
      targetAt += index.targets.write(member.target, targetAt, 'latin1');
      index.targetAt[row + 1] = targetAt;
      index.digestAt[row] = member.digest === undefined ? NO_DIGEST : digests;
      if (member.digest !== undefined) index.digests.write(member.digest, DIGEST_BYTES * digests++, 'latin1');
      if (row % SLICE === 0) await breathe();
    }
    for (const { row } of way) index.end[row] = order.length;
  }

  #get(place: string): Member {
    return this.#members.get(place) ?? PLAIN_FOLDER;
  }
}

function isIn(place: string, folder: string): boolean {
  if (folder === '') return place !== '';
  return place.length > folder.length && place[folder.length] === '/' && place.startsWith(folder);
}
