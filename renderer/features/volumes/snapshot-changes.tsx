import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SnapshotChange, VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Select } from '../../ui/select.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { snapshotChangesQuery } from './queries.ts';
import { snapshotTitle } from './snapshot-title.ts';

interface SnapshotChangesListProps {
  readonly snapshot: VolumeSnapshot;
  readonly others: readonly VolumeSnapshot[];
}

const MARKS = {
  added: { sign: '+', className: 'text-ok', words: 'added' },
  modified: { sign: '~', className: 'text-warn', words: 'changed' },
  removed: { sign: '−', className: 'text-bad', words: 'removed' },
} as const;

/** What happened to the files from this snapshot on, up to now or to another snapshot. */
export function SnapshotChangesList({ snapshot, others }: SnapshotChangesListProps) {
  const [to, setTo] = useState('now');
  const { data, error } = useQuery(
    snapshotChangesQuery(snapshot.volume, snapshot.id, to === 'now' ? undefined : to),
  );
  const options = [
    { value: 'now', title: 'now' },
    ...others
      .filter(({ id }) => id !== snapshot.id)
      .map((other) => ({ value: other.id, title: snapshotTitle(other) })),
  ];
  return (
    <div className="mt-2 rounded-md border border-line bg-sunken">
      <div className="flex items-center gap-2 px-3 py-2 text-xs text-ink-2">
        <span>From this snapshot to</span>
        <Select label="Compare with" value={to} options={options} onChange={setTo} className="max-w-72" />
        <span className="ml-auto" role="status">
          {data === undefined ? error === null ? <Spinner /> : null : summary(data)}
        </span>
      </div>
      {error === null ? null : <p className="px-3 pb-2 text-xs text-bad">{sentence(error)}</p>}
      {data === undefined || data.changes.length === 0 ? null : (
        <ul aria-label="Changes" className="max-h-64 overflow-y-auto border-t border-line py-1">
          {data.changes.map((change) => (
            <ChangeRow key={change.path} change={change} />
          ))}
          {data.truncated ? (
            <li className="px-3 py-1 text-xs text-ink-3">
              These are the first {data.changes.length.toLocaleString('en')}.
            </li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

function ChangeRow({ change: { path, kind, isFolder, before, after } }: { readonly change: SnapshotChange }) {
  const { sign, className, words } = MARKS[kind];
  return (
    <li className="flex items-baseline gap-2 px-3 py-0.5 text-xs">
      <span aria-label={words} className={`w-3 text-center font-mono font-semibold ${className}`}>
        {sign}
      </span>
      <span className="selectable min-w-0 flex-1 truncate font-mono text-ink" title={path}>
        {path === '' ? 'the volume’s own folder' : path}
        {isFolder && path !== '' ? '/' : ''}
      </span>
      <span className="shrink-0 text-ink-2 tabular-nums">{sizeWords(before, after)}</span>
    </li>
  );
}

function sizeWords(before: number | undefined, after: number | undefined): string {
  if (before !== undefined && after !== undefined) return `${formatBytes(before)} → ${formatBytes(after)}`;
  return formatBytes(after ?? before ?? Number.NaN).replace('–', '');
}

export function summary(changes: {
  readonly added: number;
  readonly modified: number;
  readonly removed: number;
}): string {
  const { added, modified, removed } = changes;
  if (added + modified + removed === 0) return 'Nothing changed';
  const parts = [
    [added, 'added'],
    [modified, 'changed'],
    [removed, 'removed'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words], index) =>
      index === 0 ? `${counted(count, 'file')} ${words}` : `${count.toLocaleString('en')} ${words}`,
    )
    .join(', ');
}
