import { Progress as Radix } from 'radix-ui';

interface ProgressProps {
  readonly label: string;
  /** 0 to 1; null while nobody can tell. */
  readonly value: number | null;
}

export function Progress({ label, value }: ProgressProps) {
  return (
    <Radix.Root
      aria-label={label}
      value={value === null ? null : Math.round(value * 100)}
      className="relative h-1 w-full overflow-hidden rounded-full bg-pressed"
    >
      <Radix.Indicator
        className="h-full rounded-full bg-accent transition-[width] duration-150 data-[state=indeterminate]:animate-breathe"
        style={{ width: value === null ? '100%' : `${value * 100}%` }}
      />
    </Radix.Root>
  );
}
