import { memo } from 'react';
import { cx } from '../../ui/cx.ts';
import { LineText } from './line-text.tsx';
import type { LogLine } from './log-line.ts';
import { clockTime } from './log-time.ts';

interface LogRowProps {
  readonly line: LogLine;
  readonly query: string;
  /** Where the current match begins, when it is in this line. */
  readonly current: number | undefined;
  readonly timestamps: boolean;
  readonly wrap: boolean;
}

export const LogRow = memo(function LogRow({ line, query, current, timestamps, wrap }: LogRowProps) {
  const isError = line.stream === 'stderr';
  return (
    <div
      className={cx(
        'flex border-l-2 pr-4 pl-[18px] font-mono text-xs leading-[18px]',
        isError ? 'border-bad/60 text-log-error' : 'border-transparent text-ink',
      )}
    >
      {timestamps ? (
        <time dateTime={line.time} title={line.time} className="mr-3 shrink-0 text-ink-3 select-none">
          {clockTime(line.time)}
        </time>
      ) : null}
      <span
        data-line-text
        className={cx('selectable min-w-0', wrap ? 'break-all whitespace-pre-wrap' : 'whitespace-pre')}
      >
        <LineText line={line} query={query} current={current} />
      </span>
    </div>
  );
});
