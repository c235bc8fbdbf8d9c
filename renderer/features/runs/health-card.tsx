import type { HealthView } from '../../../engine/api/types/container.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { counted } from '../../ui/counted.ts';
import { parseTime } from '../../ui/relative-time.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { spanWords } from './end-look.ts';

const LOOKS = {
  healthy: { tone: 'ok', label: 'Healthy' },
  unhealthy: { tone: 'bad', label: 'Unhealthy' },
  starting: { tone: 'busy', label: 'Starting' },
} as const;

interface HealthCardProps {
  readonly health: HealthView;
  readonly command: readonly string[];
  readonly running: boolean;
}

/** What the health check found, newest first. */
export function HealthCard({ health, command, running }: HealthCardProps) {
  const { tone, label } = LOOKS[health.Status];
  return (
    <article aria-label="Health" className="rounded-lg border border-line bg-raised p-4">
      <header className="flex flex-wrap items-center gap-3">
        <h3 className="text-base font-semibold text-ink">Health</h3>
        {running ? <Badge tone={tone}>{label}</Badge> : <Badge>Not running</Badge>}
        {running && health.FailingStreak > 0 ? (
          <span className="text-xs text-ink-3">
            {counted(health.FailingStreak, 'failure')} one after another
          </span>
        ) : null}
      </header>
      <code className="selectable mt-1 block truncate font-mono text-xs text-ink-2" title={command.join(' ')}>
        {command.join(' ')}
      </code>
      {health.Log.length === 0 ? (
        <p className="mt-3 text-sm text-ink-3">It was not checked yet.</p>
      ) : (
        <ol aria-label="Checks" className="mt-3 flex flex-col gap-1.5">
          {[...health.Log].reverse().map(({ Start, End, ExitCode, Output }) => (
            <li
              key={Start}
              className="grid grid-cols-[auto_9rem_5rem_minmax(0,1fr)] items-baseline gap-x-3 text-xs"
            >
              <StatusDot tone={ExitCode === 0 ? 'ok' : 'bad'} />
              <span className="text-ink-3">
                <Ago time={parseTime(Start) ?? 0} /> · {spanWords(Date.parse(End) - Date.parse(Start))}
              </span>
              <span className={ExitCode === 0 ? 'text-ok' : 'text-bad'}>
                {ExitCode === 0 ? 'passed' : ExitCode === -1 ? 'no answer' : `exit code ${ExitCode}`}
              </span>
              <span className="selectable truncate font-mono text-ink-2" title={Output.trim()}>
                {Output.trim()}
              </span>
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}
