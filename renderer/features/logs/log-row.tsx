import { memo } from 'react';
import { cx } from '../../ui/cx.ts';
import { ansiCss } from './ansi-css.ts';
import { linePieces, MAX_SHOWN } from './line-pieces.ts';
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
        {line.text === '' ? '\u200b' : null}
        {linePieces(line, query).map(({ at, text, style, url, match }) => {
          const content =
            match === undefined ? (
              text
            ) : (
              <mark className={cx('text-inherit', match === current ? 'bg-mark-current' : 'bg-mark')}>
                {text}
              </mark>
            );
          return (
            <span key={at} style={ansiCss(style)}>
              {url === undefined ? (
                content
              ) : (
                <a
                  href={url}
                  target="_blank"
                  rel="noreferrer"
                  className="cursor-pointer text-inherit underline"
                >
                  {content}
                </a>
              )}
            </span>
          );
        })}
        {line.text.length > MAX_SHOWN ? (
          <span className="text-ink-3">
            {' '}
            … {line.text.length - MAX_SHOWN} more characters (copy or download)
          </span>
        ) : null}
      </span>
    </div>
  );
});
