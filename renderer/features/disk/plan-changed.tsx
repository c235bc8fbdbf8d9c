import type { DiskPlanChange } from '../../../engine/api/types/disk.ts';
import { Banner } from '../../ui/banner.tsx';
import { KIND_WORDS } from './kind-words.ts';

interface PlanChangedProps {
  readonly message: string;
  readonly changes: readonly DiskPlanChange[];
}

const WORDS = {
  new: 'would go now too',
  gone: 'does not go any more',
  bytes: 'has another size now',
} as const;

/** The world moved on between plan and deletion. Nothing was deleted, and the list below is the new one. */
export function PlanChanged({ message, changes }: PlanChangedProps) {
  return (
    <Banner tone="warn" role="alert" className="items-start px-4">
      <p className="font-medium">Nothing was deleted: something changed since the plan was made.</p>
      <ul className="mt-0.5 text-xs">
        {changes.slice(0, 6).map(({ kind, id, label, what }) => (
          <li key={`${kind} ${id}`}>
            {KIND_WORDS[kind]} {label} {WORDS[what]}
          </li>
        ))}
        {changes.length === 0 ? <li>{message}</li> : null}
      </ul>
      <p className="text-xs">The list below is new. Look at it, then confirm again.</p>
    </Banner>
  );
}
