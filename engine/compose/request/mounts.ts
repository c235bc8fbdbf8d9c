import type { HostConfig, MountRequest } from '../../api/types/container.ts';
import type { Mount } from '../model/mount.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { CarriedVolume } from '../plan/action.ts';
import type { ServiceFile } from '../wanted/contents.ts';
import { defined } from './defined.ts';

/** A service's mounts: its own, its configs and secrets that are files, and the anonymous volumes that it is handed on. */
export function mountsOf(
  project: Project,
  service: Service,
  files: readonly ServiceFile[],
  carried: readonly CarriedVolume[],
): Pick<HostConfig, 'Binds' | 'Mounts' | 'Tmpfs'> {
  const binds: string[] = [];
  const mounts: MountRequest[] = [];
  const handedOn = new Map(carried.map(({ name, target }) => [target, name]));
  for (const mount of service.volumes ?? []) {
    const bind = asBind(mount);
    if (bind === undefined) mounts.push(asMount(project, mount, handedOn.get(mount.target)));
    else binds.push(bind);
    handedOn.delete(mount.target);
  }
  for (const [target, name] of handedOn) mounts.push({ Type: 'volume', Source: name, Target: target });
  for (const { target, how } of files) {
    if ('bind' in how) mounts.push({ Type: 'bind', Source: how.bind, Target: target, ReadOnly: true });
  }
  const tmpfs = (service.tmpfs ?? []).map((text) => {
    const [path = '', ...options] = text.split(':');
    return [path, options.join(':')] as const;
  });
  return {
    ...(binds.length === 0 ? {} : { Binds: binds }),
    ...(mounts.length === 0 ? {} : { Mounts: mounts }),
    ...(tmpfs.length === 0 ? {} : { Tmpfs: Object.fromEntries(tmpfs) }),
  };
}

/** Only this form makes a folder where the source is missing, with every version of Docker; paths with a colon have no such form. */
function asBind({ type, source = '', target, read_only, bind = {} }: Mount): string | undefined {
  if (type !== 'bind' || bind.create_host_path !== true || bind.recursive !== undefined) return undefined;
  if (source.includes(':') || target.includes(':')) return undefined;
  const options = [read_only === true ? 'ro' : 'rw', bind.selinux, bind.propagation];
  return `${source}:${target}:${options.filter((one) => one !== undefined && one !== '').join(',')}`;
}

function asMount(project: Project, mount: Mount, handedOn: string | undefined): MountRequest {
  const { type, source, target, read_only, consistency, bind, volume, tmpfs, image } = mount;
  const common = defined({ ReadOnly: read_only, Consistency: consistency });
  switch (type) {
    case 'bind':
      return {
        Type: 'bind',
        Source: source ?? '',
        Target: target,
        ...common,
        BindOptions: bindOptions(bind),
      };
    case 'volume': {
      const own = source === undefined ? undefined : project.volumes[source];
      const name = own?.name ?? source ?? handedOn;
      const options = defined({ NoCopy: volume?.nocopy, Subpath: volume?.subpath, Labels: volume?.labels });
      return {
        Type: 'volume',
        ...(name === undefined ? {} : { Source: name }),
        Target: target,
        ...common,
        ...(Object.keys(options).length === 0 ? {} : { VolumeOptions: options }),
      };
    }
    case 'tmpfs':
      return {
        Type: 'tmpfs',
        Target: target,
        ...common,
        TmpfsOptions: defined({ SizeBytes: tmpfs?.size, Mode: tmpfs?.mode }),
      };
    case 'image':
      return {
        Type: 'image',
        Source: source ?? '',
        Target: target,
        ...common,
        ...(image?.subpath === undefined ? {} : { ImageOptions: { Subpath: image.subpath } }),
      };
    default:
      return { Type: type, Source: source ?? '', Target: target, ...common };
  }
}

function bindOptions(bind: Mount['bind']): NonNullable<MountRequest['BindOptions']> {
  return defined({
    Propagation: bind?.propagation,
    CreateMountpoint: bind?.create_host_path === true ? true : undefined,
    NonRecursive: bind?.recursive === 'disabled' ? true : undefined,
    ReadOnlyNonRecursive: bind?.recursive === 'writable' ? true : undefined,
    ReadOnlyForceRecursive: bind?.recursive === 'readonly' ? true : undefined,
  });
}
