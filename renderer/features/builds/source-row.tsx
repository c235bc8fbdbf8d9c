import { CircleAlert, TriangleAlert } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import type { SourceLine } from './source-lines.ts';

interface SourceRowProps {
  readonly line: SourceLine;
  readonly chosen: boolean;
  readonly onChoose: (step: number) => void;
}

const WORD = /^(\s*)([A-Za-z]+)(?=\s|$)/;

export function SourceRow({ line, chosen, onChoose }: SourceRowProps) {
  const { number, text, step, first, failed, warnings, error } = line;
  const word = first ? WORD.exec(text) : null;
  return (
    <>
      <div
        data-step={first ? step?.number : undefined}
        aria-current={failed ? 'location' : undefined}
        className={cx(
          'flex border-l-2 font-mono text-xs leading-5',
          failed
            ? 'border-bad-fill bg-bad-soft'
            : chosen
              ? 'border-accent bg-accent-soft'
              : 'border-transparent',
        )}
      >
        {first && step !== undefined ? (
          <button
            type="button"
            aria-label={`Line ${number}, step ${step.number}`}
            onClick={() => onChoose(step.number)}
            className="w-11 shrink-0 self-start pr-3 text-right text-ink-3 -outline-offset-2 hover:text-accent-text hover:underline"
          >
            {number}
          </button>
        ) : (
          <span className="w-11 shrink-0 pr-3 text-right text-ink-3 select-none">{number}</span>
        )}
        <span
          className={cx(
            'selectable min-w-0 flex-1 pr-4 break-words whitespace-pre-wrap',
            text.trimStart().startsWith('#') && step === undefined ? 'text-ink-3' : 'text-ink',
          )}
        >
          {word === null ? (
            text
          ) : (
            <>
              {word[1]}
              <span className="font-semibold text-accent-text">{word[2]}</span>
              {text.slice(word[0].length)}
            </>
          )}
        </span>
      </div>
      {warnings.map(({ check, message, from }) => (
        <div
          key={`${from} ${check ?? ''}`}
          role="note"
          className="flex items-start gap-2 border-l-2 border-transparent pr-4 pb-0.5 pl-11 text-xs leading-5 text-warn"
        >
          <TriangleAlert size={13} aria-hidden className="mt-1 shrink-0" />
          <span className="selectable min-w-0 break-words">
            {message}
            {check === undefined ? null : <span className="text-ink-3"> {check}</span>}
          </span>
        </div>
      ))}
      {error === undefined ? null : (
        <div role="alert" className="border-l-2 border-bad-fill bg-bad-soft pr-4 pb-2 pl-11 text-bad">
          {error.column === undefined ? null : (
            <div aria-hidden className="font-mono text-xs leading-3 whitespace-pre">
              {' '.repeat(error.column - 1)}^
            </div>
          )}
          <div className="flex items-start gap-2 text-xs leading-5">
            <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
            <span className="selectable min-w-0 break-words whitespace-pre-wrap">{error.text}</span>
          </div>
        </div>
      )}
    </>
  );
}
