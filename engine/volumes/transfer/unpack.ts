import { fault } from '../../base/errors.ts';
import { readableName } from '../../base/file-name.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { BLOCK, padding, TAR_END, type TarHeader } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { decompressed } from '../../process/decompress.ts';
import { extractTar } from '../../process/gnu-tar.ts';

export interface Unpacked {
  readonly members: number;
  /** The archive says what the top folder itself is to be. */
  readonly hasRoot: boolean;
}

/**
 * Unpacks a tar archive (plain, gzip, zstd, xz or bzip2) into the empty folder `into`, in constant memory. Throws `invalid` for what is
 * no archive, was cut short, or names anything outside of it; `system` when the disk is full. What was unpacked stays.
 */
export async function unpackArchive(
  archive: AsyncIterable<Buffer>,
  into: string,
  onMember: (count: number) => void,
): Promise<Unpacked> {
  const found = { members: 0, hasRoot: false };
  async function* safe(): AsyncGenerator<Buffer> {
    for await (const { header, body } of readTar(wholeArchive(decompressed(archive)))) {
      const path = placeOf(header);
      if (path === '') found.hasRoot = true;
      yield encodeHeader({ ...header, path: path === '' ? './' : header.path });
      for await (const chunk of body) yield chunk;
      yield padding(header.size);
      found.members += 1;
      onMember(found.members);
    }
    yield TAR_END;
  }
  await extractTar(inPieces(safe()), into);
  return found;
}

/** Where a member lies below the top; '' for the top itself. Links to places outside are GNU tar's to refuse. */
function placeOf(header: TarHeader): string {
  const path = checked(header.path, 'member');
  if (header.type === 'hard-link') checked(header.linkPath, 'link');
  return path;
}

function checked(name: string, what: string): string {
  const shown = JSON.stringify(readableName(name));
  if (name.startsWith('/')) throw fault('invalid', `the archive's ${what} ${shown} has an absolute name`);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw fault('invalid', `the archive's ${what} ${shown} climbs out of its folder`);
  return parts.join('/');
}

/** The same bytes. Throws `invalid` at their end when they do not end as an archive does, with empty blocks. */
async function* wholeArchive(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let tail: Buffer = Buffer.alloc(0);
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    tail = chunk.length >= BLOCK ? chunk.subarray(-BLOCK) : Buffer.concat([tail, chunk]).subarray(-BLOCK);
    yield chunk;
  }
  if (length === 0) throw fault('invalid', 'the archive is empty: a tar archive was expected');
  if (tail.length < BLOCK || tail.some((byte) => byte !== 0)) {
    throw fault('invalid', 'the archive is cut short: its end is missing');
  }
}
