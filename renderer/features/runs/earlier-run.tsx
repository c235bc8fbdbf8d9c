import { ChevronRight } from 'lucide-react';
import type { ContainerRuns } from '../../../engine/api/types/runs.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { END_LOOKS } from './end-look.ts';
import { LastLines } from './last-lines.tsx';
import { RunFacts } from './run-facts.tsx';

/** One of the runs before the last, folded up. */
export function EarlierRun({ run }: { readonly run: ContainerRuns[number] }) {
  const { kind, headline, details } = run.explanation;
  const { tone, label } = END_LOOKS[kind];
  return (
    <li className="border-b border-line last:border-b-0">
      <details className="group">
        <summary className="flex cursor-default list-none items-center gap-3 px-3 py-2 hover:bg-hover">
          <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3 group-open:rotate-90" />
          <StatusDot tone={tone} />
          <span className="sr-only">{label}</span>
          <span className="min-w-0 flex-1 truncate text-sm text-ink">{headline}</span>
          <RunFacts run={run} />
        </summary>
        <div className="px-9 pb-3">
          {details.map((detail) => (
            <p key={detail} className="selectable text-sm text-ink-2">
              {detail}
            </p>
          ))}
          {run.lastLines.length === 0 ? (
            <p className="mt-1 text-sm text-ink-3">It printed nothing.</p>
          ) : (
            <LastLines lines={run.lastLines} />
          )}
        </div>
      </details>
    </li>
  );
}
