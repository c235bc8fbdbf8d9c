import type { MountRequest } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { isPropagation } from './mode.ts';
import type { ReadOnlySubmounts } from './mount-record.ts';
import { VOLUME_MODE } from './parse-bind.ts';
import { badAbsolute, badDestination, cleanPath, isLocalPath } from './paths.ts';
import { tmpfsOptions } from './tmpfs-options.ts';
import type { BindWish, ImageWish, MountWish, TmpfsWish, VolumeWish } from './wish.ts';

type Options = 'BindOptions' | 'VolumeOptions' | 'ImageOptions' | 'TmpfsOptions';

/** Reads one of `HostConfig.Mounts`, what `--mount` became. Throws `invalid` in Docker's words. */
export function parseMount(mount: MountRequest): MountWish {
  const refuse = (why: string) => refusal(mount.Type, why);
  if (mount.Target === '') throw refuse('field Target must not be empty');
  const bad = badDestination(mount.Target);
  if (bad !== undefined) throw refuse(bad);
  const common = {
    destination: cleanPath(mount.Target),
    readOnly: mount.ReadOnly === true,
    mode: '',
  };
  switch (mount.Type) {
    case 'bind':
      return { ...common, ...bindOf(mount, refuse) };
    case 'volume':
      return { ...common, ...volumeOf(mount, refuse), mode: VOLUME_MODE };
    case 'tmpfs':
      return { ...common, ...tmpfsOf(mount, refuse) };
    case 'image':
      return { ...common, ...imageOf(mount, refuse), readOnly: true };
    default: // also none at all
      throw refuse('mount type unknown');
  }
}

/** A mount that cannot be, in Docker's words. */
export function refusal(type: MountRequest['Type'] | undefined, why: string): Error {
  return fault('invalid', `invalid mount config for type "${type ?? ''}": ${why}`);
}

type Refuse = (why: string) => Error;
type Own<Wish extends MountWish> = Omit<Wish, 'destination' | 'readOnly' | 'mode'>;

function bindOf(mount: MountRequest, refuse: Refuse): Own<BindWish> {
  const { Source: source = '', BindOptions: options = {} } = mount;
  if (source === '') throw refuse('field Source must not be empty');
  const propagation = options.Propagation ?? '';
  if (propagation !== '' && !isPropagation(propagation)) {
    throw refuse(`invalid propagation mode: ${propagation}`);
  }
  refuseOthers(mount, ['VolumeOptions', 'ImageOptions'], refuse);
  const bad = badAbsolute(source);
  if (bad !== undefined) throw refuse(bad);
  return {
    type: 'bind',
    source: cleanPath(source),
    createSource: options.CreateMountpoint === true,
    propagation: propagation === '' ? undefined : propagation,
    recursive: options.NonRecursive !== true,
    readOnlySubmounts: submountsOf(options, refuse),
  };
}

function submountsOf(
  { ReadOnlyNonRecursive: never, ReadOnlyForceRecursive: must }: NonNullable<MountRequest['BindOptions']>,
  refuse: Refuse,
): ReadOnlySubmounts {
  if (never === true && must === true) {
    throw refuse('mount options conflict: ReadOnlyNonRecursive && ReadOnlyForceRecursive');
  }
  return never === true ? 'never' : must === true ? 'must' : 'try';
}

function volumeOf(mount: MountRequest, refuse: Refuse): Own<VolumeWish> {
  const { Source: name = '', VolumeOptions: options = {} } = mount;
  refuseOthers(mount, ['BindOptions', 'ImageOptions'], refuse);
  const subpath = options.Subpath ?? '';
  if (subpath !== '' && name === '') throw refuse('must not set Subpath when using anonymous volumes');
  checkSubpath(subpath, refuse);
  if (mount.ReadOnly === true && name === '') {
    throw refuse('must not set ReadOnly mode when using anonymous volumes');
  }
  return {
    type: 'volume',
    name,
    driver: options.DriverConfig?.Name ?? '',
    driverOptions: options.DriverConfig?.Options ?? {},
    labels: options.Labels ?? {},
    copy: options.NoCopy !== true,
    subpath: subpath === '' ? undefined : subpath,
    readOnlySubmounts: 'try',
  };
}

function tmpfsOf(mount: MountRequest, refuse: Refuse): Own<TmpfsWish> {
  refuseOthers(mount, ['BindOptions', 'VolumeOptions', 'ImageOptions'], refuse);
  if ((mount.Source ?? '') !== '') throw refuse('field Source must not be specified');
  const made = tmpfsOptions(mount.TmpfsOptions ?? {}, mount.ReadOnly === true);
  if ('why' in made) throw refuse(made.why);
  return { type: 'tmpfs', options: made.options };
}

function imageOf(mount: MountRequest, refuse: Refuse): Own<ImageWish> {
  refuseOthers(mount, ['BindOptions', 'VolumeOptions'], refuse);
  const name = mount.Source ?? '';
  if (name === '') throw refuse('field Source must not be empty');
  const subpath = mount.ImageOptions?.Subpath ?? '';
  checkSubpath(subpath, refuse);
  return { type: 'image', name, subpath: subpath === '' ? undefined : subpath };
}

function refuseOthers(mount: MountRequest, fields: readonly Options[], refuse: Refuse): void {
  const extra = fields.find((field) => mount[field] !== undefined);
  if (extra !== undefined) throw refuse(`field ${extra} must not be specified`);
}

function checkSubpath(subpath: string, refuse: Refuse): void {
  if (subpath !== '' && !isLocalPath(subpath)) {
    throw refuse('subpath must be a relative path within the volume');
  }
}
