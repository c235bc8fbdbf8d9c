import { Spinner } from '../../ui/spinner.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { type ContainerVerb, VERBS } from './container-verbs.ts';
import { type ContainerView, stateLook } from './container-view.ts';
import { exitMeaning } from './exit-reason.ts';

interface StateCellProps {
  readonly container: Pick<ContainerView, 'state' | 'exitCode' | 'health'>;
  readonly pending: ContainerVerb | undefined;
}

export function StateCell({ container, pending }: StateCellProps) {
  if (pending !== undefined) {
    return (
      <span className="inline-flex items-center gap-2 text-ink-2">
        <span className="-ml-0.5 text-accent-text">
          <Spinner size={12} />
        </span>
        {VERBS[pending].pending}
      </span>
    );
  }
  const { tone, text } = stateLook(container);
  const meaning = container.exitCode === undefined ? undefined : exitMeaning(container.exitCode);
  return (
    <span title={meaning} className="inline-flex items-center gap-2">
      <StatusDot tone={tone} />
      <span className={tone === 'bad' ? 'text-bad' : tone === 'idle' ? 'text-ink-2' : 'text-ink'}>
        {text}
      </span>
    </span>
  );
}
