import { ContextMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys.tsx';
import { MENU_PANEL, MENU_SEPARATOR, type MenuEntry, menuItemClass } from './menu-items.ts';

interface ContextMenuProps {
  readonly entries: () => readonly MenuEntry[];
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

export function ContextMenu({ entries, onOpen, children }: ContextMenuProps) {
  return (
    <Radix.Root modal={false} onOpenChange={(open) => open && onOpen?.()}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          collisionPadding={8}
          className={MENU_PANEL}
          onClick={(event) => event.stopPropagation()}
        >
          <Entries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Rendered only while the menu is open, so that a thousand rows do not each prepare their entries. */
function Entries({ entries }: Pick<ContextMenuProps, 'entries'>) {
  return entries().map((entry, index) =>
    entry.kind === 'separator' ? (
      <Radix.Separator key={`separator-${index}`} className={MENU_SEPARATOR} />
    ) : (
      <Radix.Item
        key={entry.label}
        {...(entry.disabled === undefined ? {} : { disabled: entry.disabled })}
        onSelect={entry.onSelect}
        className={menuItemClass(entry.danger)}
      >
        <span className="flex size-4 items-center justify-center text-current opacity-75">{entry.icon}</span>
        <span className="flex-1 pr-4">{entry.label}</span>
        {entry.shortcut === undefined ? null : <Keys keys={entry.shortcut} />}
      </Radix.Item>
    ),
  );
}
