import { Readable } from 'node:stream';
import { nameBytes } from '../../base/file-name.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END } from '../../disk/tar-header.ts';

/** A file that goes into an archive. */
export interface SmallFile {
  /** In the archive, with `/`. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** A tar of files that are small enough to be held in memory. */
export function smallTar(files: readonly SmallFile[]): Readable {
  return Readable.from([...files.flatMap(smallMember), TAR_END]);
}

/** One file of a tar. */
export function smallMember({ path, content, mode, uid = 0, gid = 0 }: SmallFile): readonly Buffer[] {
  const header = encodeHeader({
    path: nameBytes(path),
    type: 'file',
    mode,
    uid,
    gid,
    size: content.length,
    mtime: '0',
    linkPath: '',
    device: { major: 0, minor: 0 },
    records: new Map(),
  });
  // A stream takes an empty piece for its end.
  return [header, content, padding(content.length)].filter(({ length }) => length > 0);
}
