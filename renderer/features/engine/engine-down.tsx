import { Copy, Play, Plug, Power, RotateCw } from 'lucide-react';
import type { HostStatus } from '../../bridge/host-types.ts';
import { copyText } from '../../stores/copy-text.ts';
import { Button } from '../../ui/button.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { engineWords } from './engine-words.ts';
import { useEngineCommand } from './queries.ts';
import { useHost } from './use-engine-mode.ts';

export function EngineDown() {
  const view = useHost();
  const { title } = engineWords(view);
  const status = view?.kind === 'known' ? view.status : undefined;
  const busy = view === undefined || status?.state === 'starting' || status?.state === 'stopping';
  return (
    <main aria-label="Engine state" className="flex h-full flex-col overflow-y-auto">
      <div className="m-auto flex w-full max-w-2xl flex-col px-8 py-10">
        <div className="mb-4 flex size-12 items-center justify-center rounded-lg bg-hover text-ink-3">
          {busy ? <Spinner size={22} /> : status === undefined ? <Plug size={22} /> : <Power size={22} />}
        </div>
        <h1 className="text-xl font-semibold text-ink">{title}</h1>
        <p className="selectable mt-1 max-w-xl text-base text-ink-2">
          {explanation(view?.kind === 'lost', status)}
        </p>
        {status === undefined ? null : <StatusDetails status={status} />}
      </div>
    </main>
  );
}

function explanation(lost: boolean, status: HostStatus | undefined): string {
  if (lost)
    return 'The window lost its connection and tries again by itself. Running containers are not affected.';
  if (status === undefined) return 'Asking for the engine’s state…';
  if (status.detail !== '') return status.detail;
  if (status.state === 'starting') return 'This usually takes a second or two.';
  if (status.state === 'stopping') return 'Running containers go on without it.';
  return 'Containers that were running go on. Start the engine to see and manage them.';
}

/** The end is what tells why. */
function showEnd(element: HTMLElement | null): void {
  if (element !== null) element.scrollTop = element.scrollHeight;
}

function StatusDetails({ status }: { readonly status: HostStatus }) {
  const { state, log, restarts, nextTryAt, host } = status;
  const command = useEngineCommand();
  const text = log.join('\n');
  return (
    <>
      <div className="mt-3 flex min-h-5 gap-4 text-sm text-ink-3">
        {restarts === 0 ? null : (
          <span>
            Restarted {restarts} {restarts === 1 ? 'time' : 'times'}
          </span>
        )}
        {nextTryAt === null ? null : (
          <span>
            Next try <Countdown until={nextTryAt} />
          </span>
        )}
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        {state === 'stopped' || state === 'failed' ? (
          <Button
            variant="primary"
            icon={<Play size={15} />}
            pending={command.isPending}
            onClick={() => command.mutate('start')}
          >
            {host === 'remote' ? 'Connect' : nextTryAt === null ? 'Start' : 'Start now'}
          </Button>
        ) : null}
        {state === 'starting' ? (
          <Button
            icon={<RotateCw size={15} />}
            pending={command.isPending}
            onClick={() => command.mutate('restart')}
          >
            Restart
          </Button>
        ) : null}
        {log.length === 0 ? null : (
          <Button icon={<Copy size={15} />} onClick={() => copyText(text, 'Log')}>
            Copy log
          </Button>
        )}
      </div>
      {log.length === 0 ? null : (
        <section aria-label="Engine log" className="mt-6">
          <h2 className="mb-1.5 text-xs font-medium text-ink-2">The engine’s last words</h2>
          <pre
            ref={showEnd}
            tabIndex={0}
            className="selectable max-h-64 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5 break-all whitespace-pre-wrap"
          >
            {text}
          </pre>
        </section>
      )}
    </>
  );
}
