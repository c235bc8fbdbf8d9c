import type { KeyboardEvent } from 'react';

interface TableKeys {
  readonly order: readonly string[];
  readonly active: string | undefined;
  readonly pageSize: number;
  readonly onMove: (id: string, extend: boolean) => void;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
  readonly onClear: () => void;
  readonly onOpen: (id: string) => void;
  /** Keys of the rows' own; true when it took the key. */
  readonly onRowKey?: ((event: KeyboardEvent, id: string) => boolean) | undefined;
}

/** Where the arrow keys lead from `at`; undefined for another key. */
export function targetIndex(key: string, at: number, count: number, pageSize: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + pageSize);
    case 'PageUp':
      return Math.max(0, at - pageSize);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Handles keys that were pressed on a row itself or on the table around it, not in a control inside. */
export function handleTableKey(event: KeyboardEvent, keys: TableKeys): void {
  const { order, active } = keys;
  const { target, currentTarget } = event;
  const onRow = target instanceof HTMLElement && target.dataset['rowId'] !== undefined;
  if (!onRow && target !== currentTarget) return;
  if (active === undefined || order.length === 0) return;
  const to = targetIndex(event.key, order.indexOf(active), order.length, keys.pageSize);
  const id = to === undefined ? undefined : order[to];
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (id !== undefined && !modified) keys.onMove(id, event.shiftKey);
  else if (event.key === 'Enter') keys.onOpen(active);
  else if (event.key === ' ') keys.onToggle(active);
  else if (event.key === 'Escape') keys.onClear();
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) keys.onToggleAll();
  else if (modified || keys.onRowKey?.(event, active) !== true) return;
  event.preventDefault();
}
