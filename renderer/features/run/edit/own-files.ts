import type { FilesystemChange, MountPoint } from '../../../../engine/api/types/container.ts';

/** How many files a container has changed of its own: without folders above them, and the places of its mounts. */
export function ownFiles(changes: readonly FilesystemChange[], mounts: readonly MountPoint[]): number {
  const places = new Set(mounts.map(({ Destination }) => Destination));
  const folders = new Set(changes.map(({ Path }) => Path.slice(0, Path.lastIndexOf('/'))));
  return changes.filter(({ Path }) => !places.has(Path) && !folders.has(Path)).length;
}
