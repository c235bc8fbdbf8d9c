import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { MENU_PANEL, type MenuEntry, MenuItems } from './menu-items.tsx';

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
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={MENU_PANEL}>
          <MenuItems entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
