import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { parseBind, parseVolumesFrom } from './parse-bind.ts';
import { parseMount } from './parse-mount.ts';
import { badDestination, cleanPath, duplicate } from './paths.ts';
import { checkTmpfs } from './tmpfs-options.ts';
import type { MountWish, VolumeWish } from './wish.ts';

/** All mounts that a create request asks for. */
export interface MountWishes {
  readonly from: readonly { readonly container: string; readonly readOnly: boolean }[];
  /** Of `-v` and `--mount`, at most one for each destination. */
  readonly own: readonly MountWish[];
  /** `VOLUME` and `-v DESTINATION`: anonymous volumes, where nothing else is. */
  readonly anonymous: readonly VolumeWish[];
}

/** Reads and checks them by themselves, without a look at the machine. Throws `invalid` in Docker's words. */
export function mountWishesOf(host: HostConfig, config: Pick<ContainerConfig, 'Volumes'>): MountWishes {
  const tmpfs = new Set<string>();
  for (const [destination, options] of Object.entries(host.Tmpfs ?? {})) {
    checkTmpfs(destination, options);
    tmpfs.add(cleanPath(destination));
  }
  const driver = host.VolumeDriver ?? '';
  const own = [
    ...(host.Binds ?? []).map((bind) => parseBind(bind, driver)),
    ...(host.Mounts ?? []).map((mount) => parseMount(mount)),
  ];
  const taken = new Set(tmpfs);
  for (const { destination } of own) {
    if (taken.has(destination)) throw duplicate(destination);
    taken.add(destination);
  }
  const from = (host.VolumesFrom ?? []).map(parseVolumesFrom);
  const anonymous = Object.keys(config.Volumes ?? {})
    .map((path) => anonymousWish(path, driver))
    .filter(({ destination }) => !tmpfs.has(destination));
  return { from, own, anonymous };
}

function anonymousWish(path: string, driver: string): VolumeWish {
  const bad = path === '' ? 'field Target must not be empty' : badDestination(path);
  if (bad !== undefined) throw fault('invalid', `invalid volume specification: '${path}': ${bad}`);
  return {
    type: 'volume',
    destination: cleanPath(path),
    readOnly: false,
    mode: '',
    name: '',
    driver,
    driverOptions: {},
    labels: {},
    copy: true,
    subpath: undefined,
    readOnlySubmounts: 'try',
  };
}
