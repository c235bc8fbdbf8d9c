import type { VolumeUser } from '../../api/types/volume.ts';
import { isLive } from '../state.ts';
import type { ContainerStore } from '../store.ts';

const PROJECT_LABEL = 'com.docker.compose.project';

/** Says which containers have a volume among their mounts, from the records alone. */
export function volumeUsers(store: ContainerStore): {
  usersOf(volume: string): readonly VolumeUser[];
} {
  return {
    usersOf: (volume) =>
      store.all().flatMap(({ record, stored }) => {
        const mount = (record.mounts ?? []).find((one) => one.type === 'volume' && one.name === volume);
        if (mount === undefined) return [];
        return {
          id: record.id,
          name: record.name,
          running: isLive(stored.state),
          destination: mount.destination,
          readOnly: mount.readOnly,
          project: record.config.Labels?.[PROJECT_LABEL] ?? null,
        };
      }),
  };
}
