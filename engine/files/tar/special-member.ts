import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fault, messageOf } from '../../base/errors.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END, type TarHeader } from '../../disk/tar-header.ts';
import { ProgramError } from '../../process/run.ts';
import { feedProgram } from '../../process/stream.ts';
import { heldPath } from '../root.ts';

const OVERLAY = /^SCHILY\.xattr\.(?:trusted|user)\.overlay\./;

/**
 * Makes one member with GNU tar in a held folder: Node can make neither devices nor extended attributes. The member has but one
 * name there, so tar goes through no link. Attributes that would steer overlayfs are dropped.
 */
export async function makeWithTar(
  folder: FileHandle,
  name: string,
  header: TarHeader,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  const records = new Map([...header.records].filter(([key]) => !OVERLAY.test(key)));
  const input = Readable.from(archiveOf({ ...header, records, path: `./${name}` }, body), {
    objectMode: false,
  });
  try {
    await feedProgram(
      'tar',
      [
        '--extract',
        '--file=-',
        `--directory=${heldPath(folder)}`,
        '--numeric-owner',
        '--same-owner',
        '--preserve-permissions',
        '--xattrs',
        '--xattrs-include=*',
        '--warning=no-timestamp',
      ],
      { input: input as AsyncIterable<Buffer> },
    );
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw fault('system', error.stderr.trim().split('\n')[0] ?? messageOf(error), error);
  }
}

async function* archiveOf(header: TarHeader, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield encodeHeader(header);
  if (header.type === 'file') {
    yield* body;
    yield padding(header.size);
  }
  yield TAR_END;
}
