import { Readable } from 'node:stream';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';

/** A plain tar whose members are of `epoch` (seconds) at the latest, so that the same work gives the same bytes at any time. */
export function notLaterThan(epoch: number, tar: Readable): Readable {
  return Readable.from(clamped(epoch, tar), { objectMode: false });
}

async function* clamped(epoch: number, tar: Readable): AsyncGenerator<Buffer> {
  for await (const { header, body } of readTar(tar as AsyncIterable<Buffer>)) {
    const mtime = Number(header.mtime) > epoch ? String(epoch) : header.mtime;
    yield encodeHeader({ ...header, mtime });
    yield* body;
    if (header.type === 'file') yield padding(header.size);
  }
  yield TAR_END;
}
