import type { VolumeOverview, VolumeUser } from '../../../engine/api/types/volume.ts';

/** One row of the table. */
export interface VolumeView {
  readonly name: string;
  /** What a person reads: an invented name is 64 digits long. */
  readonly label: string;
  readonly anonymous: boolean;
  readonly driver: string;
  /** Where its files come from when it is a mount of something else. */
  readonly device: string | undefined;
  readonly users: readonly VolumeUser[];
  /** Undefined until it was measured. */
  readonly bytes: number | undefined;
  /** Milliseconds since the epoch of the latest change of a file in it. */
  readonly newest: number | undefined;
  readonly measuring: boolean;
  readonly created: number;
  readonly project: string | undefined;
  /** What the filter looks into. */
  readonly words: string;
}

const PROJECT_LABEL = 'com.docker.compose.project';

export function volumeView(volume: VolumeOverview): VolumeView {
  const { Name, Labels, Options, usage, users } = volume;
  const project =
    Labels?.[PROJECT_LABEL] ?? users.find((user) => user.project !== null)?.project ?? undefined;
  return {
    name: Name,
    label: volume.anonymous ? Name.slice(0, 12) : Name,
    anonymous: volume.anonymous,
    driver: volume.Driver,
    device: Options?.['device'],
    users,
    bytes: usage?.bytes,
    newest: usage === null ? undefined : Date.parse(usage.newest),
    measuring: volume.measuring,
    created: Date.parse(volume.CreatedAt),
    project,
    words: [Name, project, Options?.['device'], ...users.map(({ name }) => name)].join(' ').toLowerCase(),
  };
}

export function filterVolumes(
  volumes: readonly VolumeView[],
  filter: string,
  show: string,
): readonly VolumeView[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return volumes.filter((volume) => {
    if (show === 'used' && volume.users.length === 0) return false;
    if (show === 'unused' && volume.users.length > 0) return false;
    return words.every((word) => volume.words.includes(word));
  });
}

/** `web, db and 2 more`. */
export function userWords(users: readonly Pick<VolumeUser, 'name'>[]): string {
  const names = [...new Set(users.map(({ name }) => name))];
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** The page of a volume. */
export function volumePage(name: string, tab?: string): string {
  const page = `/volumes/${encodeURIComponent(name)}`;
  return tab === undefined ? page : `${page}/${tab}`;
}
