import { encodeHeader } from '../disk/tar-encode.ts';
import { padding, TAR_END, type TarHeader } from '../disk/tar-header.ts';
import type { TarEntry } from '../disk/tar-reader.ts';
import { inFolder, memberPath, nameOf, parentOf } from './member-path.ts';
import { OPAQUE_MARKER, type OverlayXattrs, opaqueRecord, steersOverlay, whiteoutOf } from './whiteout.ts';

/**
 * Rewrites a tar of an overlayfs upper folder into the tar of a layer (OCI image-spec, layer.md): devices 0/0 become
 * `.wh.NAME`, opaque folders are followed by `.wh..wh..opq`, what steers overlayfs is left out, and names do not begin with
 * `./`. The root itself is no member. Nothing changed gives the empty archive of 1024 bytes.
 */
export async function* toLayerTar(
  upper: AsyncIterable<TarEntry>,
  xattrs: OverlayXattrs,
): AsyncGenerator<Buffer> {
  const [opaqueKey] = opaqueRecord(xattrs);
  for await (const { header, body } of upper) {
    const path = memberPath(header.path);
    const isOpaque = header.records.get(opaqueKey) === 'y';
    if (path !== '') {
      if (isWhiteoutDevice(header)) {
        yield encodeHeader(marker(header, inFolder(parentOf(path), whiteoutOf(nameOf(path)))));
        continue;
      }
      yield encodeHeader(member(header, path));
      yield* body;
      if (header.size > 0) yield padding(header.size);
    }
    if (isOpaque) yield encodeHeader(marker(header, inFolder(path, OPAQUE_MARKER)));
  }
  yield TAR_END;
}

function isWhiteoutDevice(header: TarHeader): boolean {
  return header.type === 'character-device' && header.device.major === 0 && header.device.minor === 0;
}

function member(header: TarHeader, path: string): TarHeader {
  const records = new Map([...header.records].filter(([key]) => !steersOverlay(key)));
  return {
    ...header,
    path: header.type === 'directory' ? `${path}/` : path,
    linkPath: header.type === 'hard-link' ? memberPath(header.linkPath) : header.linkPath,
    records,
  };
}

function marker(from: TarHeader, path: string): TarHeader {
  return {
    path,
    type: 'file',
    mode: 0,
    uid: 0,
    gid: 0,
    size: 0,
    mtime: from.mtime,
    linkPath: '',
    device: { major: 0, minor: 0 },
    records: new Map(),
  };
}
