import { useQuery } from '@tanstack/react-query';
import type { PlanWish } from '../../../../electron/desktop-api/compose/types.ts';
import { CheckMenu } from '../../../ui/check-menu.tsx';
import { SwitchRow } from '../../../ui/switch-row.tsx';
import { projectQuery } from '../queries.ts';
import { changeWish } from './plan-store.ts';

type Flag = { [K in keyof PlanWish]: PlanWish[K] extends boolean ? K : never }[keyof PlanWish];

const WORDS: Readonly<Record<Flag, { readonly title: string; readonly hint: string }>> = {
  build: { title: 'Build images', hint: 'Also those that are here already.' },
  pull: { title: 'Pull newer images', hint: 'Asks the registries for all that are not built.' },
  forceRecreate: { title: 'Make all containers anew', hint: 'Also those that are as they should be.' },
  removeOrphans: {
    title: 'Remove orphans',
    hint: 'Containers of services that are not in the files any more.',
  },
  volumes: {
    title: 'Remove volumes, too',
    hint: 'What is in them is gone then. Without it they are kept.',
  },
  images: {
    title: 'Remove built images',
    hint: 'Those that were built for it. The next time they are built again.',
  },
};

const FLAGS: Readonly<Record<PlanWish['purpose'], readonly Flag[]>> = {
  up: ['build', 'pull', 'forceRecreate', 'removeOrphans'],
  down: ['volumes', 'images', 'removeOrphans'],
  start: [],
  stop: [],
  restart: [],
};

interface PlanOptionsProps {
  readonly project: string;
  readonly wish: PlanWish;
}

/** What can be wished besides the purpose; the plan is made anew with each change. */
export function PlanOptions({ project, wish }: PlanOptionsProps) {
  const flags = FLAGS[wish.purpose];
  if (flags.length === 0) return null;
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      {wish.purpose === 'up' ? <Profiles project={project} wish={wish} /> : null}
      {flags.map((flag) => (
        <SwitchRow
          key={flag}
          {...WORDS[flag]}
          checked={wish[flag]}
          onChange={(next) => changeWish({ [flag]: next })}
        />
      ))}
    </div>
  );
}

/** Services that are there only with their profiles. */
function Profiles({ project, wish }: PlanOptionsProps) {
  const { data } = useQuery(projectQuery(project));
  const profiles = data?.profiles ?? [];
  if (profiles.length === 0) return null;
  return (
    <div className="col-span-2 flex items-center gap-3">
      <CheckMenu
        label="Profiles"
        none="No profile"
        text={wish.profiles.length === 0 ? 'No profile' : wish.profiles.join(', ')}
        options={profiles.map((name) => ({ value: name, title: name }))}
        chosen={new Set(wish.profiles)}
        onChange={(next) => changeWish({ profiles: [...next].sort() })}
      />
      <span className="text-xs text-ink-3">Services of a profile are there only when it is chosen.</span>
    </div>
  );
}
