import { encodeHeader } from '../disk/tar-encode.ts';
import { TAR_END, type TarHeader } from '../disk/tar-header.ts';
import { folderHeader, plainFolder } from './folder-header.ts';
import { foldersAbove } from './member-path.ts';
import { type LayerFolder, lookUp } from './merged-view.ts';

/** What every container is given a mount on, or expects; the names and kinds are Docker's. */
const TARGETS: readonly (readonly [path: string, kind: 'folder' | 'file' | { readonly link: string }])[] = [
  ['.dockerenv', 'file'],
  ['dev/console', 'file'],
  ['dev/pts', 'folder'],
  ['dev/shm', 'folder'],
  ['etc/hostname', 'file'],
  ['etc/hosts', 'file'],
  ['etc/mtab', { link: '/proc/mounts' }],
  ['etc/resolv.conf', 'file'],
  ['proc', 'folder'],
  ['sys', 'folder'],
];

/**
 * A plain tar of what the layers in `stack` lack of these. Unpacked, it lies between an image's layers and each container's
 * own, so that mount targets made for the runtime never count as something that the container changed.
 */
export async function* initLayerTar(stack: readonly LayerFolder[]): AsyncGenerator<Buffer> {
  const made = new Set<string>();
  for (const [path, kind] of TARGETS) {
    if ((await lookUp(stack, path)) !== undefined) continue;
    const way: { readonly path: string; readonly header: TarHeader }[] = [];
    let isBlocked = false;
    for (const folder of foldersAbove(path)) {
      const stats = await lookUp(stack, folder);
      if (stats !== undefined && !stats.isDirectory()) isBlocked = true;
      else if (!made.has(folder)) way.push({ path: folder, header: folderHeader(folder, stats) });
    }
    if (isBlocked) continue;
    for (const folder of way) {
      made.add(folder.path);
      yield encodeHeader(folder.header);
    }
    made.add(path);
    yield encodeHeader(target(path, kind));
  }
  yield TAR_END;
}

function target(path: string, kind: (typeof TARGETS)[number][1]): TarHeader {
  if (kind === 'folder') return { ...plainFolder, path };
  if (kind === 'file') return { ...plainFolder, path, type: 'file' };
  return { ...plainFolder, path, type: 'symlink', mode: 0o777, linkPath: kind.link };
}
