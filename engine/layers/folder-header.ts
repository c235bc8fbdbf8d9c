import type { BigIntStats } from 'node:fs';
import type { TarHeader } from '../disk/tar-header.ts';

/** A folder of root's that anybody may enter. */
export const plainFolder: TarHeader = {
  path: '',
  type: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  mtime: '0',
  linkPath: '',
  device: { major: 0, minor: 0 },
  records: new Map(),
};

/** The tar header of a folder with the attributes that `stats` tell; without any a plain one. */
export function folderHeader(path: string, stats: BigIntStats | undefined): TarHeader {
  if (stats === undefined) return { ...plainFolder, path };
  return {
    ...plainFolder,
    path,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtime: secondsOf(stats.mtimeNs),
  };
}

/** Nanoseconds since the epoch as decimal seconds. */
function secondsOf(nanoseconds: bigint): string {
  const whole = nanoseconds / 1_000_000_000n;
  if (nanoseconds < 0n) return String(whole);
  return `${whole}.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}`;
}
