import { type ReactNode, useState } from 'react';
import type { DiskPlan } from '../../../engine/api/types/disk.ts';
import { ConfirmRemoval } from '../../ui/confirm-removal.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { KIND_WORDS } from './kind-words.ts';

interface ConfirmPlanProps {
  readonly plan: DiskPlan | undefined;
  readonly onConfirm: (plan: DiskPlan) => void;
  /** The button that asks, which calls what it is given. */
  readonly children: (ask: () => void) => ReactNode;
}

/** Asks once more, with the plan as it was when it was asked: that one, and no other, is then applied. */
export function ConfirmPlan({ plan, onConfirm, children }: ConfirmPlanProps) {
  const [asked, setAsked] = useState<DiskPlan>();
  const items = shownOf(asked?.deletions ?? []).map(({ label, kind, bytes }) => ({
    name: label,
    detail: KIND_WORDS[kind],
    ...(bytes > 0 ? { size: formatBytes(bytes) } : {}),
  }));
  const rest = (asked?.deletions ?? []).length - items.length;
  return (
    <>
      {children(() => setAsked(plan))}
      <ConfirmRemoval
        open={asked !== undefined}
        title={`Free ${formatBytes(asked?.bytes ?? 0)}?`}
        items={items}
        note={
          rest > 0
            ? `And ${rest} images, layers and records beneath that nothing else needs. This cannot be undone.`
            : 'This cannot be undone.'
        }
        action={`Delete and free ${formatBytes(asked?.bytes ?? 0)}`}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked !== undefined) onConfirm(asked);
          setAsked(undefined);
        }}
      />
    </>
  );
}

/** What a person named or made; an image that has names is shown by these, and what lies beneath is counted. */
function shownOf(deletions: DiskPlan['deletions']): DiskPlan['deletions'] {
  const names = new Set(deletions.flatMap(({ kind, label }) => (kind === 'name' ? [label] : [])));
  return deletions.filter(
    ({ kind, label }) => kind !== 'blob' && kind !== 'layer' && !(kind === 'image' && names.has(label)),
  );
}
