import { Lightbulb } from 'lucide-react';
import type { ContainerRuns } from '../../../engine/api/types/runs.ts';
import { Badge } from '../../ui/badge.tsx';
import { END_LOOKS } from './end-look.ts';
import { LastLines } from './last-lines.tsx';
import { RunFacts } from './run-facts.tsx';

/** Why the last run ended, with all that is known of it. */
export function EndCard({ run }: { readonly run: ContainerRuns[number] }) {
  const { kind, headline, details, advice } = run.explanation;
  const { tone, label } = END_LOOKS[kind];
  return (
    <article aria-label="Why it ended" className="rounded-lg border border-line bg-raised p-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone}>{label}</Badge>
        <RunFacts run={run} />
      </header>
      <h3 className="selectable mt-2 text-base font-semibold text-ink">{headline}</h3>
      {details.length === 0 ? null : (
        <ul className="selectable mt-1 flex flex-col gap-0.5 text-sm text-ink-2">
          {details.map((detail) => (
            <li key={detail} className="break-words">
              {detail}
            </li>
          ))}
        </ul>
      )}
      {advice.map((sentence) => (
        <p key={sentence} className="selectable mt-2 flex gap-2 text-sm text-ink">
          <Lightbulb size={15} aria-hidden className="mt-0.5 shrink-0 text-warn" />
          {sentence}
        </p>
      ))}
      {run.lastLines.length === 0 ? null : <LastLines lines={run.lastLines} />}
    </article>
  );
}
