import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import type { MouseEvent } from 'react';

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean | 'indeterminate';
  readonly onClick?: (event: MouseEvent) => void;
  readonly onChange?: (checked: boolean) => void;
  readonly tabIndex?: number;
  readonly id?: string;
}

export function Checkbox({ label, checked, onClick, onChange, ...rest }: CheckboxProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={checked}
      onClick={onClick}
      onCheckedChange={(next) => onChange?.(next === true)}
      className="inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-canvas align-middle text-on-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      {...rest}
    >
      <Radix.Indicator>
        {checked === 'indeterminate' ? (
          <Minus size={12} strokeWidth={3} />
        ) : (
          <Check size={12} strokeWidth={3} />
        )}
      </Radix.Indicator>
    </Radix.Root>
  );
}
