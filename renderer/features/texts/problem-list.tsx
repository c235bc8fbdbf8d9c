import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { CodeProblem } from '../../ui/code/problem-marks.ts';

interface ProblemListProps {
  /** Undefined until the text was checked, null when nobody can. */
  readonly problems: readonly CodeProblem[] | undefined | null;
  readonly onGoTo: (line: number, column: number) => void;
}

/** All that is marked in the text, as a list to go through. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  return (
    <section
      aria-label="Problems"
      className="max-h-44 shrink-0 overflow-y-auto border-t border-line bg-sunken py-1 text-xs"
    >
      {problems === undefined ? (
        <p className="px-4 py-1 text-ink-3">Being checked…</p>
      ) : problems === null ? (
        <p className="px-4 py-1 text-ink-3">Not checked: nobody answers.</p>
      ) : problems.length === 0 ? (
        <p className="flex items-center gap-2 px-4 py-1 text-ink-2">
          <CircleCheck size={14} aria-hidden className="text-ok" />
          Nothing to say about it.
        </p>
      ) : (
        <ul>
          {problems.map(({ severity, rule, message, line, column }) => (
            <li key={`${line}:${column} ${rule ?? ''} ${message}`}>
              <button
                type="button"
                onClick={() => onGoTo(line, column)}
                className="flex w-full items-start gap-2 px-4 py-1 text-left -outline-offset-2 hover:bg-hover"
              >
                {severity === 'error' ? (
                  <CircleAlert size={14} aria-label="Error" className="mt-px shrink-0 text-bad" />
                ) : (
                  <TriangleAlert size={14} aria-label="Warning" className="mt-px shrink-0 text-warn" />
                )}
                <span className="w-12 shrink-0 text-ink-3 tabular-nums">Line {line}</span>
                <span className="min-w-0 flex-1 text-ink">{message}</span>
                {rule === undefined ? null : <span className="shrink-0 text-ink-3">{rule}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
