import type { DiskDeletion, DiskPlan } from '../../../engine/api/types/disk.ts';
import { formatBytes } from '../../ui/format-bytes.ts';

const KINDS: Record<DiskDeletion['kind'], string> = {
  container: 'Containers',
  'removed-log': 'Logs of removed containers',
  name: 'Names taken away',
  image: 'Images',
  layer: 'Unpacked layers',
  blob: 'Packed layers and records',
  leftover: 'Leftovers',
  volume: 'Volumes',
  'build-cache': 'Build cache',
};

/** Everything that would go, by sort, and what was chosen but stays. */
export function DeletionList({ plan: { deletions, refused } }: { readonly plan: DiskPlan }) {
  const kinds = Object.keys(KINDS).filter((kind): kind is DiskDeletion['kind'] => kind in KINDS);
  return (
    <>
      {refused.length === 0 ? null : (
        <section aria-label="Stays" className="mb-3">
          <h3 className="py-1 text-xs font-medium text-warn">Chosen, but stays</h3>
          <ul className="flex flex-col gap-1 text-xs">
            {refused.map(({ kind, id, label, why }) => (
              <li key={`${kind} ${id}`}>
                <span className="text-ink">{label}</span> <span className="text-ink-2">{why}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {kinds.map((kind) => (
        <Deletions key={kind} title={KINDS[kind]} deletions={deletions.filter((one) => one.kind === kind)} />
      ))}
    </>
  );
}

function Deletions({
  title,
  deletions,
}: {
  readonly title: string;
  readonly deletions: readonly DiskDeletion[];
}) {
  if (deletions.length === 0) return null;
  const bytes = deletions.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <section aria-label={title} className="mb-3">
      <h3 className="flex justify-between py-1 text-xs font-medium text-ink-3">
        {title}
        <span className="tabular-nums">{bytes === 0 ? '' : formatBytes(bytes)}</span>
      </h3>
      <ul className="divide-y divide-line rounded-md border border-line bg-canvas">
        {deletions.map(({ kind, id, label, bytes: own, because }) => (
          <li key={`${kind} ${id}`} className="flex items-baseline gap-3 px-2.5 py-1 text-xs">
            <span className="selectable min-w-0 flex-1 truncate text-ink" title={id}>
              {label}
              {because.length > 1 ? (
                <span className="text-ink-3"> needed by {because.length} of these</span>
              ) : null}
            </span>
            <span className="shrink-0 text-ink-2 tabular-nums">{own === 0 ? '' : formatBytes(own)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
