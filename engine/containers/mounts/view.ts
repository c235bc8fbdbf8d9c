import type { MountPoint } from '../../api/types/container.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import type { MountRecord } from './mount-record.ts';
import { mountsIn } from './mounts-in.ts';
import { imageStage } from './prepare.ts';

/** A container's mounts as `docker inspect` and `docker ps` show them. */
export function mountsOf(deps: Pick<Deps, 'volumes' | 'execRoot'>, record: ContainerRecord): MountPoint[] {
  return mountsIn(record).map((mount, index) => ({
    Type: mount.type,
    ...(mount.type === 'volume' || mount.type === 'image' ? { Name: mount.name } : {}),
    Source: sourceOf(deps, record, mount, index),
    Destination: mount.destination,
    ...(mount.type === 'volume' ? { Driver: 'local' } : {}),
    Mode: mount.mode,
    RW: !mount.readOnly,
    Propagation: mount.type === 'bind' ? mount.propagation : mount.type === 'image' ? 'rprivate' : '',
  }));
}

function sourceOf(
  deps: Pick<Deps, 'volumes' | 'execRoot'>,
  record: ContainerRecord,
  mount: MountRecord,
  index: number,
): string {
  switch (mount.type) {
    case 'volume':
      return deps.volumes.mountpoint(mount.name);
    case 'bind':
      return mount.source;
    case 'image':
      return imageStage(deps, record.id, index);
    case 'tmpfs':
      return '';
  }
}
