import { useMemo, useState } from 'react';
import type { DiskApplied, DiskChoice } from '../../../engine/api/types/disk.ts';
import { ChoiceGroupView } from './choice-group.tsx';
import { choiceGroups, keyOf, withChoices } from './choices.ts';
import { FreedReport } from './freed-report.tsx';
import { PlanPanel } from './plan-panel.tsx';

/** Choose what may go, see exactly what that deletes, confirm. */
export function ReclaimPanel({ choices }: { readonly choices: readonly DiskChoice[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [applied, setApplied] = useState<DiskApplied>();
  const groups = useMemo(() => choiceGroups(choices), [choices]);
  const choose = useMemo(
    () => choices.filter((choice) => chosen.has(keyOf(choice))).map(({ kind, id }) => ({ kind, id })),
    [choices, chosen],
  );
  if (applied !== undefined) {
    return (
      <FreedReport
        applied={applied}
        onDone={() => {
          setApplied(undefined);
          setChosen(new Set());
        }}
      />
    );
  }
  return (
    <div className="flex min-h-0 flex-1 border-t border-line">
      <section aria-label="What may go" className="min-h-0 min-w-0 flex-1 overflow-y-auto px-5 py-3">
        {groups.length === 0 ? <p className="text-sm text-ink-2">There is nothing that could go.</p> : null}
        {groups.map((group) => (
          <ChoiceGroupView
            key={group.id}
            group={group}
            chosen={chosen}
            onChoose={(some, on) => setChosen((now) => withChoices(now, some, on))}
          />
        ))}
      </section>
      <PlanPanel choose={choose} onApplied={setApplied} />
    </div>
  );
}
