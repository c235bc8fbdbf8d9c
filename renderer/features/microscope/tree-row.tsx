import { ChevronDown, ChevronRight, CornerDownRight, File, FileCog, Folder, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImageEntry } from '../../../engine/api/types/microscope.ts';
import { counted } from '../../ui/counted.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { ChangeMark } from './change-mark.tsx';
import type { TreeRow } from './tree-rows.ts';

interface EntryRowProps {
  readonly row: Extract<TreeRow, { kind: 'entry' }>;
  readonly index: number;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly onPress: (row: Extract<TreeRow, { kind: 'entry' }>) => void;
}

export function EntryRow({ row, index, selected, reachable, onPress }: EntryRowProps) {
  const { entry, depth, open, share } = row;
  const isFolder = entry.kind === 'directory';
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={isFolder ? open : undefined}
      aria-selected={selected}
      aria-label={labelOf(entry)}
      data-index={index}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onPress(row)}
      className={cx(
        'flex h-7 items-center gap-1.5 pr-3 text-xs focus-visible:-outline-offset-2',
        selected ? 'bg-accent-soft' : 'hover:bg-hover',
        entry.change === 'removed' && 'text-ink-3',
      )}
      style={{ paddingLeft: 10 + depth * 14 }}
    >
      <span className="flex w-3.5 shrink-0 text-ink-3">
        {isFolder ? open ? <ChevronDown size={13} /> : <ChevronRight size={13} /> : null}
      </span>
      <EntryIcon entry={entry} open={open} />
      <span
        className={cx('min-w-0 truncate', entry.change === 'removed' && 'line-through')}
        title={entry.path}
      >
        {entry.name}
        {entry.target === null ? null : <span className="text-ink-3"> → {entry.target}</span>}
      </span>
      {entry.change === null ? null : <ChangeMark change={entry.change} />}
      {isFolder && entry.changes > 0 && entry.change === null ? (
        <span
          className="size-1.5 shrink-0 rounded-full bg-warn"
          title={`${counted(entry.changes, 'change')} inside`}
        />
      ) : null}
      <span
        className={cx('ml-auto h-1 w-14 shrink-0 rounded-full', entry.size > 0 && 'bg-pressed')}
        aria-hidden
      >
        <span
          className="block h-full rounded-full bg-accent/70"
          style={{ width: `${Math.min(1, share) * 100}%` }}
        />
      </span>
      <span className="w-16 shrink-0 text-right text-ink-2 tabular-nums">{formatBytes(entry.size)}</span>
    </div>
  );
}

function labelOf({ name, change, kind, size, changes }: ImageEntry): string {
  const inside = kind === 'directory' && changes > 0 ? `, ${counted(changes, 'change')} inside` : '';
  return `${name}${change === null ? '' : `, ${change}`}, ${formatBytes(size)}${inside}`;
}

export function EntryIcon({
  entry: { kind },
  open,
}: {
  readonly entry: ImageEntry;
  readonly open: boolean;
}): ReactNode {
  const look = { size: 14, className: 'shrink-0 text-ink-3' };
  if (kind === 'directory') return open ? <FolderOpen {...look} /> : <Folder {...look} />;
  if (kind === 'symlink') return <CornerDownRight {...look} />;
  return kind === 'file' ? <File {...look} /> : <FileCog {...look} />;
}
