import { type ReactNode, useState } from 'react';
import type { DiskPlan } from '../../../engine/api/types/disk.ts';
import { ConfirmRemoval } from '../../ui/confirm-removal.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';

interface ConfirmPlanProps {
  readonly plan: DiskPlan | undefined;
  readonly onConfirm: (plan: DiskPlan) => void;
  /** The button that asks, which calls what it is given. */
  readonly children: (ask: () => void) => ReactNode;
}

/** Asks once more, with the plan as it was when it was asked: that one, and no other, is then applied. */
export function ConfirmPlan({ plan, onConfirm, children }: ConfirmPlanProps) {
  const [asked, setAsked] = useState<DiskPlan>();
  const items = (asked?.deletions ?? [])
    .filter(({ kind }) => kind !== 'blob' && kind !== 'layer')
    .map(({ label, kind, bytes }) => ({
      name: label,
      detail: kind,
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
            ? `And ${rest} layers and records that nothing else needs. This cannot be undone.`
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
