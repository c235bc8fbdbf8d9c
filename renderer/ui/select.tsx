import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { menuItemClass } from './menu-items.tsx';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly title: string }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  className = '',
}: SelectProps<T>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Radix.Trigger
        aria-label={label}
        className={`inline-flex h-8 items-center justify-between gap-2 rounded-md border border-line-strong bg-canvas pr-2 pl-2.5 text-sm text-ink hover:bg-hover ${className}`}
      >
        <Radix.Value />
        <ChevronDown size={14} className="text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 min-w-[var(--radix-select-trigger-width)] animate-appear rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-float"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={menuItemClass(false)}>
                <span className="size-4">
                  <Radix.ItemIndicator>
                    <Check size={14} />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>{option.title}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
