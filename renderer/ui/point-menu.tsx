import { DropdownMenu as Radix } from 'radix-ui';
import { MENU_PANEL, type MenuEntry, MenuItems } from './menu-items.tsx';

export interface MenuPoint {
  readonly x: number;
  readonly y: number;
  /** Where the focus goes afterwards. */
  readonly from: HTMLElement | undefined;
}

interface PointMenuProps {
  readonly at: MenuPoint | undefined;
  readonly entries: () => readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A menu at a point of the window: one for a whole table or terminal, whatever opened it there. */
export function PointMenu({ at, entries, onClose }: PointMenuProps) {
  if (at === undefined) return null;
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className={MENU_PANEL}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            at.from?.focus();
          }}
        >
          <MenuItems entries={entries()} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Where a context menu belongs: at the pointer, or under the element when the keyboard asked for it. */
export function pointOf(
  event: { readonly clientX: number; readonly clientY: number },
  from: HTMLElement,
): MenuPoint {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY, from };
  const box = from.getBoundingClientRect();
  return { x: box.left + 16, y: box.bottom, from };
}
