import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys.tsx';
import { MENU_PANEL, MENU_SEPARATOR, type MenuEntry, menuItemClass } from './menu-items.ts';

interface DropdownMenuProps {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

export function DropdownMenu({ trigger, entries, align = 'end' }: DropdownMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={MENU_PANEL}
          onClick={(event) => event.stopPropagation()}
        >
          {entries.map((entry, index) =>
            entry.kind === 'separator' ? (
              <Radix.Separator key={`separator-${index}`} className={MENU_SEPARATOR} />
            ) : (
              <Radix.Item
                key={entry.label}
                {...(entry.disabled === undefined ? {} : { disabled: entry.disabled })}
                onSelect={entry.onSelect}
                className={menuItemClass(entry.danger)}
              >
                <span className="flex size-4 items-center justify-center text-current opacity-75">
                  {entry.icon}
                </span>
                <span className="flex-1 pr-4">{entry.label}</span>
                {entry.shortcut === undefined ? null : <Keys keys={entry.shortcut} />}
              </Radix.Item>
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
