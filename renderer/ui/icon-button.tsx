import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { tip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string;
  readonly pressed?: boolean;
  readonly size?: 'sm' | 'md';
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, shortcut, pressed, size = 'md', className, ...rest } = props;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      {...tip(label, shortcut)}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100',
        'hover:bg-hover hover:text-ink active:bg-pressed',
        'aria-expanded:bg-pressed aria-expanded:text-ink disabled:pointer-events-none disabled:opacity-40',
        pressed === true ? 'bg-accent-soft text-accent-text' : 'text-ink-2',
        size === 'sm' ? 'size-6.5' : 'size-8',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  );
}
