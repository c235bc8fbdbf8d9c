import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import type { Volume, VolumeListResponse, VolumeOverview } from '../../../engine/api/types/volume.ts';
import { isNotFound } from '../../bridge/engine-error.ts';
import { request } from '../../bridge/request.ts';

/** The volumes with all that the engine knows about each; of an engine that is not Gantry's, what Docker's API tells. */
export async function readVolumes(signal: AbortSignal): Promise<VolumeOverview[]> {
  try {
    return await request<VolumeOverview[]>('/engine/gantry/volumes', { signal });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const [{ Volumes }, containers] = await Promise.all([
    request<VolumeListResponse>('/engine/volumes', { signal }),
    request<ContainerSummary[]>('/engine/containers/json', { query: { all: true }, signal }),
  ]);
  return (Volumes ?? []).map((volume) => overviewOf(volume, containers));
}

export function overviewOf(volume: Volume, containers: readonly ContainerSummary[]): VolumeOverview {
  return {
    ...volume,
    anonymous: /^[0-9a-f]{64}$/.test(volume.Name),
    usage: null,
    measuring: false,
    users: containers.flatMap(({ Id, Names, State, Labels, Mounts }) =>
      Mounts.filter(({ Type, Name }) => Type === 'volume' && Name === volume.Name).map((mount) => ({
        id: Id,
        name: (Names[0] ?? Id.slice(0, 12)).replace(/^\//, ''),
        running: State === 'running',
        destination: mount.Destination,
        readOnly: !mount.RW,
        project: Labels['com.docker.compose.project'] ?? null,
      })),
    ),
  };
}
