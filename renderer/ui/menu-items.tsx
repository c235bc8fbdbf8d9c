import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys.tsx';

/** What a menu offers. */
export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string;
      readonly danger?: boolean;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'separator' };

export const SEPARATOR: MenuEntry = { kind: 'separator' };

export const MENU_PANEL =
  'z-50 min-w-44 animate-appear rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-float';

export function menuItemClass(danger: boolean | undefined): string {
  const color = danger === true ? 'text-bad data-[highlighted]:bg-bad-soft' : 'data-[highlighted]:bg-hover';
  return `flex h-7.5 items-center gap-2.5 rounded-md px-2 outline-none data-[disabled]:opacity-40 ${color}`;
}

export function MenuItems({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) =>
    entry.kind === 'separator' ? (
      <Radix.Separator key={`separator ${index}`} className="my-1 h-px bg-line" />
    ) : (
      <Radix.Item
        key={entry.label}
        {...(entry.disabled === undefined ? {} : { disabled: entry.disabled })}
        onSelect={entry.onSelect}
        className={menuItemClass(entry.danger)}
      >
        <span className="flex size-4 items-center justify-center opacity-75">{entry.icon}</span>
        <span className="flex-1 pr-4">{entry.label}</span>
        {entry.shortcut === undefined ? null : <Keys keys={entry.shortcut} />}
      </Radix.Item>
    ),
  );
}
