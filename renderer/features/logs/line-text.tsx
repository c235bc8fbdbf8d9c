import { cx } from '../../ui/cx.ts';
import { ansiCss } from './ansi-css.ts';
import { linePieces, MAX_SHOWN, type Needle, type StyledText } from './line-pieces.ts';

interface LineTextProps {
  readonly line: StyledText;
  readonly query: Needle;
  /** Where the current match begins, when it is in this line. */
  readonly current?: number | undefined;
}

/** The text of a line in its own colours, with links and what was searched for. */
export function LineText({ line, query, current }: LineTextProps) {
  return (
    <>
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
    </>
  );
}
