import { CHECKSUM, checksumOf } from './tar-checksum.ts';
import { BLOCK, padding, type TarHeader, type TarType } from './tar-header.ts';
import { encodePax } from './tar-pax.ts';

const TYPE_FLAGS: Readonly<Record<TarType, string>> = {
  file: '0',
  'hard-link': '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
};

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
  octal(block, CHECKSUM, 7, checksumOf(block));
  block[CHECKSUM + 7] = SPACE;
  return block;
}

/** Digits from the right, zeros before them, and a zero byte after them. */
function octal(block: Buffer, offset: number, length: number, value: number): void {
  let rest = value;
  for (let index = offset + length - 2; index >= offset; index--) {
    block[index] = DIGIT_0 + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}

const SPACE = 0x20;
const DIGIT_0 = 0x30;
