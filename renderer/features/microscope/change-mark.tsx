import type { Change } from '../../../engine/api/types/microscope.ts';
import { cx } from '../../ui/cx.ts';

const LOOKS = {
  added: { letter: 'A', className: 'bg-ok-soft text-ok' },
  changed: { letter: 'C', className: 'bg-warn-soft text-warn' },
  removed: { letter: 'R', className: 'bg-bad-soft text-bad' },
} as const;

/** What a layer did to something, as one letter with its word for whoever does not know it. */
export function ChangeMark({ change }: { readonly change: Change }) {
  if (change === null) return <span className="size-4 shrink-0" />;
  const { letter, className } = LOOKS[change];
  return (
    <span
      role="img"
      aria-label={change}
      title={`${change} by this layer`}
      className={cx(
        'inline-flex size-4 shrink-0 items-center justify-center rounded-sm text-[10px] font-semibold',
        className,
      )}
    >
      {letter}
    </span>
  );
}
