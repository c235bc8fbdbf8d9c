import type { Volumes } from './volumes.ts';

/** A volume as something that occupies the disk. */
export interface StockedVolume {
  readonly name: string;
  /** RFC 3339. */
  readonly created: string;
  /** RFC 3339: its newest file; null while nobody knows. */
  readonly newest: string | null;
  /** Ids of the containers that use it. */
  readonly users: readonly string[];
  /** With all that belongs to it. */
  readonly folder: string;
}

/** All volumes, for those who count bytes. */
export async function volumesOnDisk(volumes: Pick<Volumes, 'overview' | 'store'>): Promise<StockedVolume[]> {
  return (await volumes.overview()).map(({ Name, CreatedAt, users, usage }) => ({
    name: Name,
    created: CreatedAt,
    newest: usage?.newest ?? null,
    users: users.map(({ id }) => id),
    folder: volumes.store.folder(Name),
  }));
}
