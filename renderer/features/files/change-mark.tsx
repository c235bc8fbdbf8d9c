import type { FileChange } from '../../../engine/api/types/files.ts';
import { cx } from '../../ui/cx.ts';

const LOOKS = {
  added: { letter: 'A', className: 'bg-ok-soft text-ok' },
  modified: { letter: 'M', className: 'bg-warn-soft text-warn' },
  deleted: { letter: 'D', className: 'bg-bad-soft text-bad' },
} as const;

/** What the container did to something of its image, as one letter with its word for whoever does not know it. */
export function ChangeMark({ change }: { readonly change: FileChange }) {
  const { letter, className } = LOOKS[change];
  return (
    <span
      role="img"
      aria-label={change}
      title={`${change}, compared with the image`}
      className={cx(
        'inline-flex size-4 shrink-0 items-center justify-center rounded-sm text-[10px] font-semibold',
        className,
      )}
    >
      {letter}
    </span>
  );
}
