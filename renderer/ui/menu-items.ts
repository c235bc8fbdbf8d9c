import type { ReactNode } from 'react';

/** What a menu offers, the same for a dropdown and a context menu. */
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
export const MENU_SEPARATOR = 'my-1 h-px bg-line';

export function menuItemClass(danger: boolean | undefined): string {
  const color = danger === true ? 'text-bad data-[highlighted]:bg-bad-soft' : 'data-[highlighted]:bg-hover';
  return `flex h-7.5 items-center gap-2.5 rounded-md pr-2 pl-2 outline-none data-[disabled]:opacity-40 ${color}`;
}
