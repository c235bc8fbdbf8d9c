import type { VolumeCreateRequest } from '../../../engine/api/types/volume.ts';
import type { Pair } from '../../ui/pasted-pairs.ts';

/** What a person wrote into the dialog. */
export interface VolumeForm {
  readonly name: string;
  readonly labels: readonly Pair[];
  /** Something else is mounted there: the rest counts. */
  readonly mounts: boolean;
  readonly type: string;
  readonly o: string;
  readonly device: string;
}

export const EMPTY_FORM: VolumeForm = {
  name: '',
  labels: [],
  mounts: false,
  type: 'none',
  o: 'bind',
  device: '',
};

export function createRequest({ name, labels, mounts, type, o, device }: VolumeForm): VolumeCreateRequest {
  const pairs = labels.filter(({ key }) => key !== '').map(({ key, value }) => [key, value] as const);
  return {
    ...(name === '' ? {} : { Name: name }),
    ...(pairs.length === 0 ? {} : { Labels: Object.fromEntries(pairs) }),
    ...(mounts ? { DriverOpts: { type, device, ...(o === '' ? {} : { o }) } } : {}),
  };
}
