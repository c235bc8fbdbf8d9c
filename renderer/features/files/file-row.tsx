import { memo } from 'react';
import type { FileEntry } from '../../../engine/api/types/files.ts';
import { Ago } from '../../ui/ago.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { modeString } from '../../ui/mode-string.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChangeMark } from './change-mark.tsx';
import { FileIcon } from './file-icon.tsx';
import { shownName } from './path-text.ts';

interface FileRowProps {
  readonly entry: FileEntry | undefined;
  readonly index: number;
  readonly selected: boolean;
  readonly open: boolean;
  readonly reachable: boolean;
  readonly marked: boolean;
  readonly wide: boolean;
  /** Where a click with the download key, or a drag out of the window, gets the thing from. */
  readonly address: string | undefined;
  readonly onToggle: (index: number, range: boolean) => void;
  readonly onOpen: (index: number) => void;
  readonly onActivate: (index: number) => void;
}

function PlainFileRow(props: FileRowProps) {
  const { entry, index, selected, open, reachable, marked, wide, address } = props;
  const { onToggle, onOpen, onActivate } = props;
  const name = entry === undefined ? '' : shownName(entry.name);
  const isDeleted = entry?.change === 'deleted';
  return (
    <tr
      data-index={index}
      data-row-id={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={open || undefined}
      tabIndex={reachable ? 0 : -1}
      className={cx(
        'h-8 shadow-[inset_0_-1px_0_var(--line)] focus-visible:-outline-offset-2',
        selected || open ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      onFocus={(event) => event.target === event.currentTarget && onActivate(index)}
      onMouseDown={() => onActivate(index)}
      onDoubleClick={() => onOpen(index)}
    >
      <td className="w-11 pl-5 leading-none">
        {entry === undefined ? null : (
          <Checkbox
            label={`Select ${name}`}
            checked={selected}
            tabIndex={-1}
            onClick={(event) => onToggle(index, event.shiftKey)}
          />
        )}
      </td>
      <td className="truncate px-2">
        {entry === undefined ? (
          <Skeleton className="h-3 w-40" />
        ) : (
          <span className="flex min-w-0 items-center gap-2">
            <FileIcon entry={entry} />
            <a
              href={address}
              // Without an address too: it opens here.
              role="link"
              tabIndex={-1}
              draggable={address !== undefined}
              className={cx(
                'min-w-0 truncate text-sm text-ink no-underline',
                isDeleted && 'text-ink-3 line-through',
              )}
              title={name}
              onClick={(event) => {
                event.preventDefault();
                onOpen(index);
              }}
              onDragStart={(event) => {
                if (address === undefined) return;
                const file = entry.kind === 'directory' ? `${name}.tar` : name;
                const from = new URL(address, location.href).href;
                // Chromium makes a file of it where it is dropped.
                event.dataTransfer.setData(
                  'DownloadURL',
                  `application/octet-stream:${file.replaceAll(':', '_')}:${from}`,
                );
              }}
            >
              {name}
            </a>
            {entry.target === null ? null : (
              <span
                className={cx(
                  'min-w-0 shrink-[4] truncate text-xs',
                  entry.leadsTo === null ? 'text-warn' : 'text-ink-3',
                )}
                title={entry.leadsTo === null ? 'leads nowhere' : undefined}
              >
                → {shownName(entry.target)}
              </span>
            )}
          </span>
        )}
      </td>
      {marked ? (
        <td className="w-10 px-2 leading-none">
          {entry?.change == null ? null : <ChangeMark change={entry.change} />}
        </td>
      ) : null}
      <td className="w-24 truncate px-2 text-right text-xs text-ink-2 tabular-nums">
        {entry?.kind === 'file' ? formatBytes(entry.size) : ''}
      </td>
      <td className="w-32 truncate px-2 text-xs text-ink-2">
        {entry === undefined ? null : <Ago time={entry.mtime * 1000} />}
      </td>
      {wide ? (
        <>
          <td className="w-26 truncate px-2 font-mono text-2xs text-ink-2">
            {entry === undefined ? '' : modeString(entry.kind, entry.mode)}
          </td>
          <td className="w-24 truncate px-2 pr-4 text-xs text-ink-2 tabular-nums">
            {entry === undefined ? '' : `${entry.uid}:${entry.gid}`}
          </td>
        </>
      ) : null}
    </tr>
  );
}

export const FileRow = memo(PlainFileRow);
