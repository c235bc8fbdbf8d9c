import { CircleStop, Play, Trash2 } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { type ContainerVerb, isAlive } from './container-verbs.ts';
import type { ContainerView } from './container-view.ts';
import { MoreVerbs } from './more-verbs.tsx';
import type { RunVerb } from './use-container-verbs.ts';

const MORE: readonly ContainerVerb[] = ['restart', 'pause', 'unpause', 'kill'];

export function groupSummary(members: readonly ContainerView[]): string {
  const running = members.filter(({ state }) => isAlive(state)).length;
  return `Compose project, ${running} of ${members.length} running`;
}

export function GroupActions({
  members,
  run,
}: {
  readonly members: readonly ContainerView[];
  readonly run: RunVerb;
}) {
  const running = members.filter(({ state }) => isAlive(state)).length;
  return (
    <>
      <IconButton
        size="sm"
        label="Start all"
        icon={<Play size={15} />}
        disabled={running === members.length}
        onClick={() => run('start', members)}
      />
      <IconButton
        size="sm"
        label="Stop all"
        icon={<CircleStop size={15} />}
        disabled={running === 0}
        onClick={() => run('stop', members)}
      />
      <IconButton
        size="sm"
        label="Remove all"
        icon={<Trash2 size={15} />}
        onClick={() => run('remove', members)}
      />
      <MoreVerbs label="More for all" verbs={MORE} containers={members} run={run} />
    </>
  );
}
