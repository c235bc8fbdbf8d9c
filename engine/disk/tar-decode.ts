import { fault } from '../base/errors.ts';
import { CHECKSUM, checksumOf, signedChecksumOf } from './tar-checksum.ts';
import { BLOCK, readableName, type TarHeader, type TarType } from './tar-header.ts';
import { decodePax } from './tar-pax.ts';

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

/**
 * Reads one header block; undefined for an empty block, which ends an archive. Throws `invalid` when the checksum is
 * wrong, a number is broken, or the kind of member is one that we do not read (GNU's old sparse files, multi-volumes).
 */
export function decodeHeader(block: Buffer): RawHeader | undefined {
  if (block.equals(EMPTY)) return undefined;
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

/** Reads the records of a pax member; throws `invalid` for broken ones and for sparse files, which we do not read. */
export function recordsOf(body: Buffer): Map<string, string> {
  const records = decodePax(body);
  for (const key of records.keys()) {
    if (key.startsWith('GNU.sparse.'))
      throw fault('invalid', 'sparse files are not supported; make the archive without --sparse');
  }
  return records;
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

function checksumIsRight(block: Buffer): boolean {
  const stored = number(block, CHECKSUM, 8);
  return stored === checksumOf(block) || stored === signedChecksumOf(block);
}

const SPACE = 0x20;
const DIGIT_0 = 0x30;

const EMPTY = Buffer.alloc(BLOCK);
