import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  readonly children: (control: FieldControl) => ReactNode;
}

export interface FieldControl {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': note })}
      <p id={note} className={cx('min-h-4 text-xs', error === undefined ? 'text-ink-3' : 'text-bad')}>
        {error ?? hint}
      </p>
    </div>
  );
}

const INPUT =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-canvas px-2.5 text-sm text-ink aria-invalid:border-bad disabled:opacity-50';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input type="text" spellCheck={false} autoComplete="off" className={cx(INPUT, className)} {...rest} />
  );
}
