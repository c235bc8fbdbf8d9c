import type { LastLine } from '../../../engine/api/types/runs.ts';
import { cx } from '../../ui/cx.ts';

/** What a run printed last. */
export function LastLines({ lines }: { readonly lines: readonly LastLine[] }) {
  return (
    <section aria-label="Last lines" className="mt-3">
      <h4 className="mb-1 text-2xs font-medium text-ink-3">Last lines</h4>
      <pre className="selectable max-h-60 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-5">
        {lines.map(({ stream, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a run that has ended never move
          <div key={index} className={cx('whitespace-pre', stream === 'stderr' && 'text-log-error')}>
            {text === '' ? ' ' : text}
          </div>
        ))}
      </pre>
    </section>
  );
}
