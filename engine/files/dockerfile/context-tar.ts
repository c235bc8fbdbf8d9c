import { Readable } from 'node:stream';
import { nameBytes } from '../../base/file-name.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import type { Root } from '../root.ts';
import { pack } from '../tar/pack.ts';

/** Things of a tree as one tar, each under its whole path; `close` is called when all is read. */
export function contextTar(root: Root, paths: readonly string[], close: () => Promise<void>): Readable {
  const tar = Readable.from(inPieces(membersOf(root, paths)), { objectMode: false });
  tar.once('close', () => void close());
  return tar;
}

async function* membersOf(root: Root, paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) {
    const found = await root.get(`/${nameBytes(path)}`, { follow: false });
    try {
      const above = found.path.slice(1, found.path.lastIndexOf('/') + 1);
      const names = { folder: found.folder, names: [found.name] };
      for await (const { header, body } of readTar(pack(names) as AsyncIterable<Buffer>)) {
        const linkPath = header.type === 'hard-link' ? above + header.linkPath : header.linkPath;
        yield encodeHeader({ ...header, path: above + header.path, linkPath });
        yield* body;
        yield padding(header.size);
      }
    } finally {
      await found.close();
    }
  }
  yield TAR_END;
}
