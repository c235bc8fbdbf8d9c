import type { PlanWish } from '../../../../electron/desktop-api/compose/types.ts';
import { SwitchRow } from '../../../ui/switch-row.tsx';
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

/** What can be wished besides the purpose; the plan is made anew with each change. */
export function PlanOptions({ wish }: { readonly wish: PlanWish }) {
  const flags = FLAGS[wish.purpose];
  if (flags.length === 0) return null;
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
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
