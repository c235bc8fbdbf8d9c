import type { ContainerRuns } from '../../../engine/api/types/runs.ts';
import { Ago } from '../../ui/ago.tsx';
import { parseTime } from '../../ui/relative-time.ts';
import { spanWords } from './end-look.ts';

/** When a run ended, how long it was, and with which code. */
export function RunFacts({ run }: { readonly run: ContainerRuns[number] }) {
  const ended = parseTime(run.finishedAt);
  const started = parseTime(run.startedAt);
  return (
    <p className="flex flex-wrap gap-x-4 text-xs text-ink-3">
      {ended === undefined ? null : <Ago time={ended} />}
      {ended === undefined || started === undefined ? null : <span>ran {spanWords(ended - started)}</span>}
      <span>exit code {run.exitCode}</span>
    </p>
  );
}
