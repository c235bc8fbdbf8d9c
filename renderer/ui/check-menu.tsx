import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { cx } from './cx.ts';
import { MENU_PANEL, menuItemClass } from './menu-items.tsx';

interface CheckMenuProps {
  readonly label: string;
  /** What the button says: what is chosen, or that all are. */
  readonly text: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** What choosing nothing means, such as "All containers". */
  readonly none: string;
  readonly mono?: boolean;
}

/** A menu to choose several of many; it stays open while they are chosen. */
export function CheckMenu({ label, text, options, chosen, onChange, none, mono }: CheckMenuProps) {
  const toggle = (value: string) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        aria-label={label}
        className={cx(
          'inline-flex h-8 max-w-48 shrink-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-canvas pr-2 pl-2.5 text-sm hover:bg-hover',
          chosen.size > 0 ? 'text-accent-text' : 'text-ink',
        )}
      >
        <span className="truncate">{text}</span>
        <ChevronDown size={14} className="shrink-0 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={cx(
            MENU_PANEL,
            'max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] max-w-80 overflow-y-auto',
          )}
        >
          <Radix.Item
            disabled={chosen.size === 0}
            onSelect={(event) => {
              event.preventDefault();
              onChange(new Set());
            }}
            className={menuItemClass(false)}
          >
            <span className="size-4" />
            {none}
          </Radix.Item>
          <Radix.Separator className="my-1 h-px bg-line" />
          {options.map(({ value, title }) => (
            <Radix.CheckboxItem
              key={value}
              checked={chosen.has(value)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={() => toggle(value)}
              className={menuItemClass(false)}
            >
              <span className="size-4 shrink-0">
                <Radix.ItemIndicator>
                  <Check size={14} />
                </Radix.ItemIndicator>
              </span>
              <span className={cx('truncate', mono === true && 'font-mono text-xs')} title={title}>
                {title}
              </span>
            </Radix.CheckboxItem>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
