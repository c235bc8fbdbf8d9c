import type { Volume } from '../api/types/volume.ts';
import type { VolumeRecord } from './volume-record.ts';

/** A volume as the API shows it. */
export function viewOf(record: VolumeRecord, mountpoint: string): Volume {
  const { name, driver, created, labels, options } = record;
  return {
    CreatedAt: created.replace(/\.\d+Z$/, 'Z'),
    Driver: driver,
    Labels: orNull(labels),
    Mountpoint: mountpoint,
    Name: name,
    Options: orNull(options),
    Scope: 'local',
  };
}

function orNull(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  return Object.keys(map).length === 0 ? null : map;
}
