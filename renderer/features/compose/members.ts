import type { ContainerSummary } from '../../../engine/api/types/container.ts';

const LABEL = 'com.docker.compose.';

/** What a container's labels say of its project: `project`, `service`, `project.working_dir`, …; empty when they do not. */
export function composeLabel({ Labels }: Pick<ContainerSummary, 'Labels'>, key: string): string {
  return Labels[`${LABEL}${key}`] ?? '';
}

/** The containers of projects by what a label says of them, without those of `compose run`. */
export function membersBy(
  containers: readonly ContainerSummary[],
  key: 'project' | 'service',
): ReadonlyMap<string, readonly ContainerSummary[]> {
  const members = new Map<string, ContainerSummary[]>();
  for (const container of containers) {
    const value = composeLabel(container, key);
    if (value === '' || composeLabel(container, 'oneoff') === 'True') continue;
    members.set(value, [...(members.get(value) ?? []), container]);
  }
  return members;
}
