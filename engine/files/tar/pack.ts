import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { PACK } from '../../process/gnu-tar.ts';
import { stream } from '../../process/stream.ts';
import { heldPath } from '../root.ts';

/** What is put into an archive: names in a held folder, or all that is in it. */
export type Packed =
  | { readonly folder: FileHandle; readonly names: readonly string[] }
  | {
      readonly folder: FileHandle;
      /** What the folder is called in the archive; without it the names begin with `./`. */
      readonly as?: string;
      /** Shell patterns, beginning with `./`, of what is left out. */
      readonly exclude?: readonly string[];
    };

/**
 * A plain tar. GNU tar starts from the held folder and opens everything below without following links, so what is swapped
 * meanwhile leads it nowhere. What changes while it is read, as a running container's files may, is no error; sockets are left out.
 * Holes are written as zeros: few programs that read tars know more.
 */
export function pack(packed: Packed): Readable {
  const names = 'names' in packed ? packed.names : ['.'];
  const list = Readable.from([Buffer.from(names.map((name) => `${name}\0`).join(''), 'latin1')]);
  const from = [
    `--directory=${heldPath(packed.folder)}`,
    '--null',
    '--verbatim-files-from',
    '--files-from=-',
  ];
  const tar = stream('tar', [...PACK, '--blocking-factor=256', ...optionsOf(packed), ...from], {
    input: list as AsyncIterable<Buffer>,
    successExitCodes: [0, 1],
  });
  return Readable.from(tar, { objectMode: false, highWaterMark: 512 * 1024 });
}

function optionsOf(packed: Packed): string[] {
  if ('names' in packed) return [];
  const rename =
    packed.as === undefined ? [] : [`--transform=flags=rh;s,^\\.,${packed.as.replace(/[\\&,]/g, '\\$&')},`];
  return [...rename, ...(packed.exclude ?? []).map((pattern) => `--exclude=${pattern}`)];
}
