import { ChevronDown, ChevronRight, Ellipsis, History } from 'lucide-react';
import { useState } from 'react';
import type { SnapshotSize, VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { cx } from '../../ui/cx.ts';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { exactTime } from '../../ui/relative-time.ts';
import { SnapshotChangesList } from './snapshot-changes.tsx';
import { snapshotTitle } from './snapshot-title.ts';
import { useSnapshotMenu } from './use-snapshot-menu.tsx';
import type { VolumeDialog } from './volume-menu.tsx';

interface SnapshotEntryProps {
  readonly snapshot: VolumeSnapshot;
  readonly size: SnapshotSize | undefined;
  /** All of the volume, the newest first. */
  readonly others: readonly VolumeSnapshot[];
  readonly onRollBack: (snapshot: VolumeSnapshot) => void;
  readonly onAsk: (dialog: VolumeDialog) => void;
}

export function SnapshotEntry({ snapshot, size, others, onRollBack, onAsk }: SnapshotEntryProps) {
  const [open, setOpen] = useState(false);
  const menu = useSnapshotMenu(snapshot, size, onAsk);
  const title = snapshotTitle(snapshot);
  const isManual = snapshot.kind === 'manual';
  const created = Date.parse(snapshot.created);
  return (
    <li
      aria-label={title}
      className="relative border-l border-line pb-4 pl-6 last:border-transparent last:pb-0"
    >
      <span
        aria-hidden
        className={cx(
          'absolute top-1.5 -left-[5.5px] size-2.5 rounded-full border-2',
          isManual ? 'border-accent bg-accent' : 'border-line-strong bg-canvas',
        )}
      />
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-2">
            <span className="selectable truncate font-medium text-ink" title={title}>
              {title}
            </span>
            {isManual ? null : (
              <Badge title="Taken by itself, before something that changes all files">Automatic</Badge>
            )}
          </div>
          <p className="mt-0.5 flex flex-wrap gap-x-4 text-xs text-ink-2">
            <span title={exactTime(created)}>
              <Ago time={created} />
            </span>
            <span>{counted(snapshot.files, 'file')}</span>
            <span>{formatBytes(snapshot.bytes)}</span>
            {size === undefined ? null : (
              <span title="Own: what only this snapshot has, about what deleting it frees. Shared: what another snapshot has too, or with reflinks the volume itself.">
                {formatBytes(size.own)} its own, {formatBytes(size.shared)} shared
              </span>
            )}
            <span>
              {snapshot.method === 'reflink' ? 'Reflink' : 'Copy'}, in {duration(snapshot.tookMs)}
            </span>
          </p>
        </div>
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={open}
          icon={open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
          onClick={() => setOpen(!open)}
        >
          Changes
        </Button>
        <Button size="sm" icon={<History size={14} />} onClick={() => onRollBack(snapshot)}>
          Roll back
        </Button>
        <DropdownMenu
          trigger={<IconButton size="sm" label={`More actions for ${title}`} icon={<Ellipsis size={15} />} />}
          entries={menu}
        />
      </div>
      {open ? <SnapshotChangesList snapshot={snapshot} others={others} /> : null}
    </li>
  );
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
