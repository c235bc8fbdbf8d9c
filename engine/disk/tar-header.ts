import { fault } from '../base/errors.ts';
import { decodePax, encodePax } from './tar-pax.ts';

/**
 * One member of a tar archive (POSIX.1-2017, pax; GNU tar's "basic tar format"). File names are bytes, not text, so
 * they and every other string here hold one byte per character (latin1); `readableName` turns them into text.
 */
export interface TarHeader {
  readonly path: string;
  readonly type: TarType;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content that follow. */
  readonly size: number;
  /** Seconds since the epoch, in decimals, with up to nine digits of fraction. */
  readonly mtime: string;
  /** What a link points at; empty for the rest. */
  readonly linkPath: string;
  readonly device: { readonly major: number; readonly minor: number };
  /** Extended records that no field above holds, such as `SCHILY.xattr.user.x`. */
  readonly records: ReadonlyMap<string, string>;
}

export type TarType =
  | 'file'
  | 'hard-link'
  | 'symlink'
  | 'character-device'
  | 'block-device'
  | 'directory'
  | 'fifo';

export const BLOCK = 512;

/** Ends an archive: two empty blocks. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);

const FLAGS: Readonly<Record<string, TarType>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hard-link',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file',
};

const TYPE_FLAGS: Readonly<Record<TarType, string>> = {
  file: '0',
  'hard-link': '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
};

/** Members that say something about the next one. */
export type TarExtension = 'pax' | 'pax-global' | 'long-path' | 'long-link' | 'volume-label';

const EXTENSIONS: Readonly<Record<string, TarExtension>> = {
  x: 'pax',
  g: 'pax-global',
  L: 'long-path',
  K: 'long-link',
  V: 'volume-label',
};

/** A header block, before any extension was applied to it. */
export interface RawHeader {
  readonly header: TarHeader;
  readonly extension: TarExtension | undefined;
}

/** A name from an archive as text for a person. */
export function readableName(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

/** Text as the bytes that an archive holds: the reverse of `readableName`. */
export function nameBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** How many bytes of padding follow `size` bytes of content. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The padding itself; not to be written to. */
export function padding(size: number): Buffer {
  return EMPTY.subarray(0, paddingOf(size));
}

/**
 * Reads one header block; undefined for an empty block, which ends an archive. Throws `invalid` when the checksum is
 * wrong, a number is broken, or the kind of member is one that we do not read (GNU's old sparse files, multi-volumes).
 */
export function decodeHeader(block: Buffer): RawHeader | undefined {
  if (isEmpty(block)) return undefined;
  const name = text(block, 0, 100);
  if (!checksumIsRight(block)) throw fault('invalid', 'not a tar archive, or a broken one: wrong checksum');
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? text(block, 345, 155) : '';
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const flag = block.toString('latin1', 156, 157);
  const extension = EXTENSIONS[flag];
  const type = extension === undefined ? FLAGS[flag] : 'file';
  if (type === undefined) {
    throw fault('invalid', `"${readableName(path)}" is of a kind ("${flag}") that is not supported`);
  }
  const field = (offset: number, length: number): number => {
    const value = number(block, offset, length);
    if (Number.isNaN(value)) {
      throw fault('invalid', `"${readableName(path)}" has a broken number in its tar header`);
    }
    return value;
  };
  const hasDevice = type === 'character-device' || type === 'block-device';
  return {
    extension,
    header: {
      path,
      // Before POSIX a folder was a file whose name ends in a slash.
      type: flag === '\0' && path.endsWith('/') ? 'directory' : type,
      mode: field(100, 8) & 0o7777,
      uid: field(108, 8),
      gid: field(116, 8),
      size: field(124, 12),
      mtime: String(field(136, 12)),
      linkPath: text(block, 157, 100),
      device: hasDevice ? { major: field(329, 8), minor: field(337, 8) } : { major: 0, minor: 0 },
      records: NO_RECORDS,
    },
  };
}

const NO_RECORDS: ReadonlyMap<string, string> = new Map();

/** Lets pax records stand over what the header block says; records that no field holds are kept. */
export function applyRecords(header: TarHeader, records: ReadonlyMap<string, string>): TarHeader {
  if (records.size === 0) return header;
  const rest = new Map(records);
  const take = (key: string): string | undefined => {
    const value = rest.get(key);
    rest.delete(key);
    return value;
  };
  const decimal = (key: string): number | undefined => {
    const value = take(key);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value))
      throw fault('invalid', `"${readableName(header.path)}" has a broken pax ${key}`);
    return Number(value);
  };
  const result: TarHeader = {
    ...header,
    path: take('path') ?? header.path,
    linkPath: take('linkpath') ?? header.linkPath,
    size: decimal('size') ?? header.size,
    uid: decimal('uid') ?? header.uid,
    gid: decimal('gid') ?? header.gid,
    mtime: take('mtime') ?? header.mtime,
    records: rest,
  };
  if (!/^-?\d+(\.\d*)?$/.test(result.mtime)) {
    throw fault('invalid', `"${readableName(result.path)}" has a broken pax mtime`);
  }
  return result;
}

/** The header as blocks: one, or three and more when something does not fit a plain header and goes into pax records. */
export function encodeHeader(header: TarHeader): Buffer {
  const records = new Map(header.records);
  if (header.path.length > 100) records.set('path', header.path);
  if (header.linkPath.length > 100) records.set('linkpath', header.linkPath);
  if (header.size > 0o77777777777) records.set('size', String(header.size));
  if (header.uid > 0o7777777) records.set('uid', String(header.uid));
  if (header.gid > 0o7777777) records.set('gid', String(header.gid));
  if (!/^\d{1,10}$/.test(header.mtime)) records.set('mtime', header.mtime);
  const block = encodeBlock(header, TYPE_FLAGS[header.type]);
  if (records.size === 0) return block;
  const body = encodePax(records);
  const extension = encodeBlock(
    {
      ...header,
      path: `PaxHeaders/${header.path.slice(-80)}`,
      linkPath: '',
      size: body.length,
      mode: 0o644,
      mtime: '0',
    },
    'x',
  );
  return Buffer.concat([extension, body, padding(body.length), block]);
}

/** Reads the records of a pax member; throws `invalid` for broken ones and for sparse files, which we do not read. */
export function recordsOf(body: Buffer): Map<string, string> {
  const records = decodePax(body);
  for (const key of records.keys()) {
    if (key.startsWith('GNU.sparse.'))
      throw fault('invalid', 'sparse files are not supported; make the archive without --sparse');
  }
  return records;
}

function encodeBlock(header: TarHeader, flag: string): Buffer {
  const block = Buffer.allocUnsafe(BLOCK).fill(0); // from the pool, which is several times faster than alloc
  block.write(header.path.slice(0, 100), 0, 'latin1');
  octal(block, 100, 8, header.mode);
  octal(block, 108, 8, Math.min(header.uid, 0o7777777));
  octal(block, 116, 8, Math.min(header.gid, 0o7777777));
  octal(block, 124, 12, Math.min(header.size, 0o77777777777));
  octal(block, 136, 12, Math.min(Math.max(Math.floor(Number(header.mtime)), 0), 0o77777777777));
  block.write(flag, 156, 'latin1');
  block.write(header.linkPath.slice(0, 100), 157, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  octal(block, 329, 8, header.device.major);
  octal(block, 337, 8, header.device.minor);
  octal(block, CHECKSUM, 7, sumOf(block));
  block[CHECKSUM + 7] = SPACE;
  return block;
}

/** Digits from the right, zeros before them, and a zero byte after them. */
function octal(block: Buffer, offset: number, length: number, value: number): void {
  let rest = value;
  for (let index = offset + length - 2; index >= offset; index--) {
    block[index] = 0x30 + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}

function text(block: Buffer, offset: number, length: number): string {
  const end = block.indexOf(0, offset);
  return block.toString('latin1', offset, end === -1 || end > offset + length ? offset + length : end);
}

/** An octal number, or a big-endian one when the first bit is set (GNU's base-256); NaN when it is broken. */
function number(block: Buffer, offset: number, length: number): number {
  const end = offset + length;
  const first = block[offset] ?? 0;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (let index = offset + 1; index < end; index++) value = value * 256 + (block[index] ?? 0);
    return (first & 0x40) === 0 && Number.isSafeInteger(value) ? value : Number.NaN;
  }
  let index = offset;
  while (index < end && block[index] === SPACE) index++;
  let value = 0;
  for (; index < end; index++) {
    const digit = (block[index] ?? 0) - DIGIT_0;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; index < end && block[index] !== 0; index++) if (block[index] !== SPACE) return Number.NaN;
  return value;
}

const SPACE = 0x20;
const DIGIT_0 = 0x30;

function checksumIsRight(block: Buffer): boolean {
  const stored = number(block, CHECKSUM, 8);
  return stored === sumOf(block) || stored === signedSumOf(block);
}

/** The checksum counts its own eight bytes as spaces. */
const CHECKSUM = 148;

function sumOf(block: Buffer): number {
  let sum = 8 * SPACE;
  for (let index = 0; index < CHECKSUM; index++) sum += block[index] ?? 0;
  for (let index = CHECKSUM + 8; index < BLOCK; index++) sum += block[index] ?? 0;
  return sum;
}

/** Some old programs added the bytes as signed ones. */
function signedSumOf(block: Buffer): number {
  let sum = 8 * SPACE;
  for (let index = 0; index < CHECKSUM; index++) sum += block.readInt8(index);
  for (let index = CHECKSUM + 8; index < BLOCK; index++) sum += block.readInt8(index);
  return sum;
}

function isEmpty(block: Buffer): boolean {
  return block.equals(EMPTY);
}

const EMPTY = Buffer.alloc(BLOCK);
