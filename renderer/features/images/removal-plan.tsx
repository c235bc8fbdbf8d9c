import { useQuery } from '@tanstack/react-query';
import type { DiskDeletion, DiskPlan } from '../../../engine/api/types/disk.ts';
import { request } from '../../bridge/request.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';

interface RemovalPlanProps {
  /** Images that lose their last name. */
  readonly ids: readonly string[];
}

/** What goes with images, counted once however many of them share it. Engines without a planner say nothing here. */
export function RemovalPlan({ ids }: RemovalPlanProps) {
  const { data: plan } = useQuery({
    queryKey: ['disk', 'plan', 'images', ids],
    queryFn: ({ signal }) =>
      request<DiskPlan>('/engine/gantry/disk/plan', {
        method: 'POST',
        body: { choose: ids.map((id) => ({ kind: 'image', id })) },
        signal,
      }),
    gcTime: 0,
  });
  if (plan === undefined || plan.deletions.length === 0) return null;
  const layers = ofKind(plan, 'layer');
  return (
    <section aria-label="What is freed">
      <p className="text-ink">
        Frees {formatBytes(plan.bytes)}: {counted(layers.length, 'layer')} that no other image uses.
      </p>
      {layers.length === 0 ? null : (
        <ul aria-label="Layers" className="mt-1 max-h-32 overflow-y-auto text-xs">
          {layers.map(({ id, label, bytes }) => (
            <li key={id} className="flex justify-between gap-4">
              <span className="selectable truncate font-mono text-2xs">{label}</span>
              <span className="shrink-0 tabular-nums">{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ofKind({ deletions }: DiskPlan, kind: DiskDeletion['kind']): readonly DiskDeletion[] {
  return deletions.filter((deletion) => deletion.kind === kind);
}
