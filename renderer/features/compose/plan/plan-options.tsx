import type { PlanWish } from '../../../../electron/desktop-api/compose/types.ts';
import { SwitchRow } from '../../../ui/switch-row.tsx';
import { changeWish } from './plan-store.ts';

/** What can be wished besides the purpose; the plan is made anew with each change. */
export function PlanOptions({ wish }: { readonly wish: PlanWish }) {
  const { purpose, removeOrphans, forceRecreate, build, pull, volumes, images } = wish;
  if (purpose === 'down') {
    return (
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        <SwitchRow
          title="Remove volumes, too"
          hint="What is in them is gone then. Without it they are kept."
          checked={volumes}
          onChange={(next) => changeWish({ volumes: next })}
        />
        <SwitchRow
          title="Remove built images"
          hint="Those that were built for it. The next time they are built again."
          checked={images}
          onChange={(next) => changeWish({ images: next })}
        />
        <SwitchRow
          title="Remove orphans"
          hint="Containers of services that are not in the files any more."
          checked={removeOrphans}
          onChange={(next) => changeWish({ removeOrphans: next })}
        />
      </div>
    );
  }
  if (purpose !== 'up') return null;
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3">
      <SwitchRow
        title="Build images"
        hint="Also those that are here already."
        checked={build}
        onChange={(next) => changeWish({ build: next })}
      />
      <SwitchRow
        title="Pull newer images"
        hint="Asks the registries for all that are not built."
        checked={pull}
        onChange={(next) => changeWish({ pull: next })}
      />
      <SwitchRow
        title="Make all containers anew"
        hint="Also those that are as they should be."
        checked={forceRecreate}
        onChange={(next) => changeWish({ forceRecreate: next })}
      />
      <SwitchRow
        title="Remove orphans"
        hint="Containers of services that are not in the files any more."
        checked={removeOrphans}
        onChange={(next) => changeWish({ removeOrphans: next })}
      />
    </div>
  );
}
