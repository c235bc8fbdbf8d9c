import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX } from 'lucide-react';
import { useEffect } from 'react';
import type { AppliedAction, ApplyView } from '../../../../electron/desktop-api/compose/types.ts';
import { isNotFound, sentence } from '../../../bridge/engine-error.ts';
import { keys } from '../../../bridge/query-keys.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { applyQuery, useStopApply } from '../queries.ts';
import { ActionTitle } from './plan-list.tsx';
import { askPlan, closePlan, type Wished } from './plan-store.ts';
import { PURPOSES } from './plan-words.ts';

/** How the carrying out of a plan goes. Closing it changes nothing: the desktop goes on. */
export function ApplyDialog({
  wished: { project, wish },
  apply,
}: {
  readonly wished: Wished;
  readonly apply: string;
}) {
  const { data, error } = useQuery(applyQuery(apply));
  const client = useQueryClient();
  const stop = useStopApply(apply);
  const failure = error ?? stop.error;
  // The desktop was started again: nobody carries it out any more.
  const isLost = isNotFound(error);
  const isOver = isLost || (data !== undefined && data.state !== 'running');
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: keys.project(project) });
  }, [isOver, client, project]);
  const { doing, done } = PURPOSES[wish.purpose];
  const { purpose, ...more } = wish;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || closePlan()}
      title={data?.state === 'done' ? `${project} ${done}` : `${doing} ${project}`}
      width="lg"
      footer={
        <>
          {isLost || data?.state === 'failed' || data?.state === 'cancelled' ? (
            <Button onClick={() => askPlan(project, purpose, more)}>Plan the rest</Button>
          ) : null}
          {data?.state === 'running' && !isLost ? (
            <Button disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
              {stop.isSuccess ? 'Stopping…' : 'Stop'}
            </Button>
          ) : null}
          <Button variant={isOver ? 'primary' : 'secondary'} onClick={closePlan}>
            {isOver ? 'Close' : 'Go on in the background'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure === null ? null : (
          <Banner tone="bad" role="alert" icon={<CircleAlert size={15} />} className="rounded-md px-3">
            {sentence(failure)}
          </Banner>
        )}
        {data !== undefined ? (
          <Progress view={data} />
        ) : error === null ? (
          <p role="status" className="flex items-center gap-2 text-sm text-ink-2">
            <Spinner />
            It begins…
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function Progress({ view: { state, actions, warnings, error } }: { readonly view: ApplyView }) {
  return (
    <>
      {error === null ? null : (
        <Banner tone="bad" role="alert" icon={<CircleAlert size={15} />} className="rounded-md px-3">
          <span className="whitespace-pre-wrap">{sentence(error)}</span>
        </Banner>
      )}
      {state === 'cancelled' ? (
        <Banner tone="warn" role="status" className="rounded-md px-3">
          It was stopped. What was done before stays done.
        </Banner>
      ) : null}
      {warnings.map((warning) => (
        <Banner key={warning} tone="warn" className="rounded-md px-3">
          {warning}
        </Banner>
      ))}
      <ol aria-label="Steps" className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {actions.map((action) => (
          <li
            key={action.id}
            className={cx('flex items-start gap-2.5 px-3 py-2', action.state === 'waiting' && 'opacity-60')}
          >
            <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
              {STATES[action.state].icon}
            </span>
            <div className="min-w-0 flex-1 text-sm">
              <ActionTitle text={action.text} />
              {action.note === '' ? null : (
                <p
                  className={cx(
                    'selectable text-xs break-words whitespace-pre-wrap',
                    action.state === 'failed' ? 'text-bad' : 'text-ink-2',
                  )}
                >
                  {action.note}
                </p>
              )}
            </div>
            <span className="shrink-0 text-xs text-ink-3">{STATES[action.state].label}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

const STATES: Readonly<
  Record<AppliedAction['state'], { readonly label: string; readonly icon: React.ReactNode }>
> = {
  waiting: { label: 'Waiting', icon: <CircleDashed size={15} className="text-ink-3" /> },
  running: {
    label: 'Under way',
    icon: (
      <span className="text-accent-text">
        <Spinner />
      </span>
    ),
  },
  done: { label: 'Done', icon: <CircleCheck size={15} className="text-ok" /> },
  failed: { label: 'Failed', icon: <CircleX size={15} className="text-bad" /> },
  skipped: { label: 'Not reached', icon: <CircleMinus size={15} className="text-ink-3" /> },
};
