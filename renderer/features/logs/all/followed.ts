import type { ContainerSummary } from '../../../../engine/api/types/container.ts';
import type { RemovedLog } from '../../../../engine/api/types/removed-log.ts';
import type { FollowedContainer } from './all-logs.ts';

const PROJECT_LABEL = 'com.docker.compose.project';

/** In a status such as `Exited (0) 5 seconds ago`: it may have been started since somebody last looked. */
const JUST_NOW = /second|About a minute/;

/** The containers whose logs are shown, by name; after them those that were removed, the last one first. */
export function followedContainers(
  summaries: readonly ContainerSummary[],
  removed: readonly RemovedLog[],
): readonly FollowedContainer[] {
  const present = new Set(summaries.map(({ Id }) => Id));
  const gone = removed.filter(({ id }) => !present.has(id)).map(removedContainer);
  return [...presentContainers(summaries), ...gone];
}

function removedContainer({ id, name, project }: RemovedLog): FollowedContainer {
  return { id, name, project: project ?? undefined, removed: true, running: false, justEnded: false };
}

function presentContainers(summaries: readonly ContainerSummary[]): readonly FollowedContainer[] {
  return summaries
    .map(({ Id, Names, Labels, State, Status }) => ({
      id: Id,
      name: (Names[0] ?? Id.slice(0, 12)).replace(/^\//, ''),
      project: Labels[PROJECT_LABEL] === '' ? undefined : Labels[PROJECT_LABEL],
      removed: false,
      running: State === 'running' || State === 'paused' || State === 'restarting',
      justEnded: JUST_NOW.test(Status),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
