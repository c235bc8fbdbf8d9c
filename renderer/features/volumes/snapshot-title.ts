import type { VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { exactTime } from '../../ui/relative-time.ts';

/** What a person calls a snapshot: its note, or its time. */
export function snapshotTitle({ note, created }: Pick<VolumeSnapshot, 'note' | 'created'>): string {
  return note === '' ? exactTime(Date.parse(created)) : note;
}
