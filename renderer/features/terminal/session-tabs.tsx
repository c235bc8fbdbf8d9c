import { AArrowDown, AArrowUp, Plus, Search, X } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { StatusDot, type Tone } from '../../ui/status-dot.tsx';
import type { TerminalState } from './terminal-session.ts';
import type { SessionKind, SessionTab } from './terminal-store.ts';

interface SessionTabsProps {
  readonly tabs: readonly SessionTab[];
  readonly active: string | undefined;
  /** The container's own process has a terminal that can be attached to. */
  readonly attachable: boolean;
  readonly canOpen: boolean;
  readonly onOpen: (kind: SessionKind) => void;
  readonly onActivate: (id: string) => void;
  readonly onClose: (id: string) => void;
  readonly onSearch: () => void;
  readonly onFontSize: (change: 1 | -1) => void;
}

const TONES: Record<TerminalState['kind'], Tone> = {
  connecting: 'busy',
  open: 'ok',
  ended: 'idle',
  lost: 'warn',
  failed: 'bad',
};

export function SessionTabs(props: SessionTabsProps) {
  const { tabs, active, attachable, canOpen, onOpen, onActivate, onClose, onSearch, onFontSize } = props;
  const plus = <IconButton size="sm" label="New session" icon={<Plus size={15} />} disabled={!canOpen} />;
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-4">
      <div
        role="tablist"
        aria-label="Terminal sessions"
        className="flex min-w-0 items-center gap-1 overflow-x-auto"
      >
        {tabs.map(({ id, title, state }) => (
          <span
            key={id}
            className={cx(
              'flex h-7 shrink-0 items-center rounded-md pr-0.5',
              id === active ? 'bg-pressed text-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            <button
              type="button"
              role="tab"
              aria-selected={id === active}
              onClick={() => onActivate(id)}
              className="flex h-full items-center gap-2 rounded-md pr-1 pl-2.5 text-xs font-medium"
            >
              <StatusDot tone={TONES[state.kind]} className="size-1.5" />
              {title}
            </button>
            <button
              type="button"
              aria-label={`Close ${title}`}
              onClick={() => onClose(id)}
              className="inline-flex size-5 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X size={12} />
            </button>
          </span>
        ))}
      </div>
      <DropdownMenu
        align="start"
        trigger={plus}
        entries={[
          { kind: 'item', label: 'New shell', onSelect: () => onOpen('shell') },
          { kind: 'item', label: 'Debug shell with tools', onSelect: () => onOpen('debug') },
          ...(attachable
            ? [
                {
                  kind: 'item' as const,
                  label: 'Attach to the main process',
                  onSelect: () => onOpen('attach'),
                },
              ]
            : []),
        ]}
      />
      <span className="ml-auto flex items-center gap-0.5">
        <IconButton
          size="sm"
          label="Smaller text"
          icon={<AArrowDown size={15} />}
          onClick={() => onFontSize(-1)}
        />
        <IconButton
          size="sm"
          label="Larger text"
          icon={<AArrowUp size={15} />}
          onClick={() => onFontSize(1)}
        />
        <IconButton
          size="sm"
          label="Search terminal"
          shortcut="Ctrl+Shift+F"
          icon={<Search size={15} />}
          disabled={active === undefined}
          onClick={onSearch}
        />
      </span>
    </div>
  );
}
