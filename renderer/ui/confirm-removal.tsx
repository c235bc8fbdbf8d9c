import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { PANEL, SCRIM } from './dialog.tsx';

export interface RemovalItem {
  readonly name: string;
  readonly detail?: ReactNode;
  readonly size?: ReactNode;
}

interface ConfirmRemovalProps {
  readonly open: boolean;
  readonly title: string;
  readonly items: readonly RemovalItem[];
  readonly note?: ReactNode;
  readonly action: string;
  readonly pending?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConfirmRemoval(props: ConfirmRemovalProps) {
  const { open, title, items, note, action, pending = false, onConfirm, onCancel } = props;
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onCancel()}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content className={cx(PANEL, 'max-w-lg')} aria-describedby="removal-items">
          <Radix.Title className="px-5 pt-4 pb-3 text-base font-semibold break-words text-ink">
            {title}
          </Radix.Title>
          <div id="removal-items" className="min-h-0 flex-1 overflow-y-auto px-5 text-sm text-ink-2">
            <p className="mb-2">This will be removed:</p>
            <ul aria-label="What is removed" className="divide-y divide-line rounded-md border border-line">
              {items.map((item) => (
                <li key={item.name} className="flex items-baseline gap-3 px-3 py-2">
                  <span className="min-w-0 flex-1">
                    <span className="selectable block truncate font-medium text-ink" title={item.name}>
                      {item.name}
                    </span>
                    {item.detail === undefined ? null : <span className="block text-xs">{item.detail}</span>}
                  </span>
                  {item.size === undefined ? null : <span className="shrink-0 text-xs">{item.size}</span>}
                </li>
              ))}
            </ul>
            {note === undefined ? null : <div className="mt-3">{note}</div>}
          </div>
          <footer className="mt-4 flex shrink-0 justify-end gap-2 border-t border-line px-5 py-3">
            <Radix.Cancel asChild>
              <Button disabled={pending}>Cancel</Button>
            </Radix.Cancel>
            <Button variant="danger" pending={pending} onClick={onConfirm}>
              {action}
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
