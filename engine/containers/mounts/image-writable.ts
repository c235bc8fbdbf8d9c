import { isId } from '../../base/ids.ts';
import type { ContainerRecord } from '../record.ts';
import { mountsIn } from './mounts-in.ts';

/** The name of the layer through which a container sees an image that is mounted in it; `index` counts its mounts. */
export function imageWritable(container: string, index: number): string {
  return `${container}-mount-${index}`;
}

/** All that a container has. */
export function imageWritablesOf(record: ContainerRecord): string[] {
  return mountsIn(record).flatMap((mount, index) =>
    mount.type === 'image' ? [imageWritable(record.id, index)] : [],
  );
}

/** The container that such a layer, or its own layer, belongs to; undefined for a name that is neither. */
export function containerOfWritable(name: string): string | undefined {
  const id = name.replace(/-mount-\d+$/, '');
  return isId(id) ? id : undefined;
}
