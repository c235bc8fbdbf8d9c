import type { ContainerRecord } from '../record.ts';
import type { MountRecord } from './mount-record.ts';
import { parseMount } from './parse-mount.ts';

/** A container's mounts. A record of before they were kept has tmpfs ones at most, which its request tells. */
export function mountsIn(record: ContainerRecord): readonly MountRecord[] {
  if (record.mounts !== undefined) return record.mounts;
  return (record.hostConfig.Mounts ?? []).map(parseMount).filter((wish) => wish.type === 'tmpfs');
}

/** The images among them, each once. */
export function mountedImages(record: ContainerRecord): readonly string[] {
  return [...new Set(mountsIn(record).flatMap((mount) => (mount.type === 'image' ? [mount.image] : [])))];
}

/** The volumes among them whose names were invented, each once. */
export function anonymousVolumesIn(record: ContainerRecord): readonly string[] {
  return [
    ...new Set(
      mountsIn(record).flatMap((mount) => (mount.type === 'volume' && mount.anonymous ? [mount.name] : [])),
    ),
  ];
}

/** The volumes among them, each once. */
export function volumesIn(record: ContainerRecord): readonly string[] {
  return [...new Set(mountsIn(record).flatMap((mount) => (mount.type === 'volume' ? [mount.name] : [])))];
}
