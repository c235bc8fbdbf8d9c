import { memo } from 'react';
import { Link } from 'react-router';
import { cx } from '../../../ui/cx.ts';
import type { Needle } from '../line-pieces.ts';
import { LineText } from '../line-text.tsx';
import { clockTime } from '../log-time.ts';
import type { AllLine, LogSource } from './line-group.ts';
import type { LogLevel } from './log-level.ts';

interface AllRowProps {
  readonly line: AllLine;
  readonly needle: Needle;
  readonly timestamps: boolean;
  readonly wrap: boolean;
  readonly columns: readonly string[];
  /** Its container is no more. */
  readonly removed: boolean;
}

const EDGES: Record<LogLevel, string> = {
  error: 'border-bad',
  warn: 'border-warn',
  info: 'border-transparent',
  debug: 'border-transparent',
};
const TEXTS: Record<LogLevel, string> = {
  error: 'text-log-error',
  warn: 'text-warn',
  info: 'text-ink',
  debug: 'text-ink-3',
};

export const COLUMN = 'w-36 shrink-0 truncate pr-3';

export const AllRow = memo(function AllRow(props: AllRowProps) {
  const { line, needle, timestamps, wrap, columns, removed } = props;
  const { source, group, json } = line;
  const first = group.lines[0] === line;
  const level = group.level ?? 'info';
  return (
    <div
      className={cx(
        'flex border-l-2 pr-4 pl-[18px] font-mono text-xs leading-[18px]',
        EDGES[level],
        TEXTS[level],
      )}
    >
      {timestamps ? (
        <time dateTime={line.time} title={line.time} className="w-27 shrink-0 text-ink-3 select-none">
          {first ? clockTime(line.time) : ''}
        </time>
      ) : null}
      <span className="w-36 shrink-0 truncate pr-3 font-sans select-none">
        {first ? <SourceName source={source} removed={removed} /> : null}
      </span>
      {columns.map((name) => {
        const value = json?.fields.get(name) ?? '';
        return (
          <span key={name} data-column={name} title={value} className={cx(COLUMN, 'selectable text-ink-2')}>
            {value}
          </span>
        );
      })}
      <span
        data-line-text
        className={cx('selectable min-w-0', wrap ? 'flex-1 break-all whitespace-pre-wrap' : 'whitespace-pre')}
      >
        {json === undefined ? (
          <LineText line={line} query={needle} />
        ) : (
          <JsonText json={json} needle={needle} columns={columns} />
        )}
      </span>
    </div>
  );
});

function SourceName({ source, removed }: { readonly source: LogSource; readonly removed: boolean }) {
  const { id, name, project } = source;
  const title = project === undefined ? name : `${name} (${project})`;
  if (removed) {
    return (
      <span className="flex gap-1 text-ink-3" title={`${title}, removed`}>
        <span className="truncate">{name}</span>
        <span className="text-2xs leading-[18px] italic">removed</span>
      </span>
    );
  }
  return (
    <Link
      to={`/containers/${id}/logs`}
      title={title}
      className="text-ink-2 no-underline hover:text-accent-text hover:underline"
    >
      {name}
    </Link>
  );
}

interface JsonTextProps {
  readonly json: NonNullable<AllLine['json']>;
  readonly needle: Needle;
  readonly columns: readonly string[];
}

/** The message, and after it the fields that have no column. */
function JsonText({ json, needle, columns }: JsonTextProps) {
  const rest = [...json.fields].filter(([name]) => !columns.includes(name));
  return (
    <>
      {json.message === undefined ? null : <Plain text={json.message} needle={needle} />}
      {rest.map(([name, value], index) => (
        <span key={name}>
          {index > 0 || json.message !== undefined ? '  ' : ''}
          <span className="text-ink-3">{name}=</span>
          <span className="text-ink-2">
            <Plain text={value} needle={needle} />
          </span>
        </span>
      ))}
    </>
  );
}

function Plain({ text, needle }: { readonly text: string; readonly needle: Needle }) {
  return <LineText line={{ raw: text, text, start: undefined }} query={needle} />;
}
