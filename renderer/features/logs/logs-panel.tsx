import { ScrollText } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { usePreferences } from '../../stores/preferences.ts';
import { Banner } from '../../ui/banner.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { LogLines } from './log-lines.tsx';
import type { LogState } from './log-session.ts';
import { logSession } from './log-sessions.ts';
import { LogToolbar } from './log-toolbar.tsx';
import { useLogView } from './use-log-view.ts';

interface LogsPanelProps {
  readonly id: string;
  readonly name: string;
  readonly tty: boolean;
  readonly startedAt: string;
}

export function LogsPanel({ id, name, tty, startedAt }: LogsPanelProps) {
  const [session] = useState(() => logSession(id));
  const state = useSyncExternalStore(session.subscribe, session.state);
  const view = useLogView(session);
  const [following, setFollowing] = useState(true);
  const { logWrap, logTimestamps } = usePreferences();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  useEffect(() => session.noteStarted(startedAt), [session, startedAt]);
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.select();
    };
    window.addEventListener('keydown', find);
    return () => window.removeEventListener('keydown', find);
  }, []);

  return (
    <section aria-label="Logs" className="flex min-h-0 flex-1 flex-col">
      <LogToolbar name={name} tty={tty} view={view} field={field} />
      {state.kind === 'failed' ? (
        <Banner tone="bad" role="alert">
          {state.reason}
        </Banner>
      ) : null}
      {view.lens.count === 0 ? (
        <NoLines state={state} hidden={session.buffer.length > 0} />
      ) : (
        <LogLines
          lens={view.lens}
          version={view.version}
          query={view.query}
          current={view.current}
          wrap={logWrap}
          timestamps={logTimestamps}
          following={following && view.current === undefined}
          onFollow={(next) => {
            setFollowing(next);
            if (next) view.unchoose();
          }}
        />
      )}
      <StateLine state={state} still={!following || view.current !== undefined} count={view.lens.count} />
    </section>
  );
}

function NoLines({ state, hidden }: { readonly state: LogState; readonly hidden: boolean }) {
  if (state.kind === 'connecting') return <div className="flex-1" />;
  return (
    <div className="min-h-0 flex-1">
      <EmptyState
        icon={<ScrollText size={24} />}
        title={hidden ? 'No line to show' : 'Nothing was logged yet'}
      >
        {hidden
          ? 'The filters leave out every line, or the view was cleared. New lines appear here.'
          : 'What the container prints to stdout and stderr appears here.'}
      </EmptyState>
    </div>
  );
}

const STATE_TEXT = {
  connecting: 'Opening the log…',
  following: 'Following',
  ended: 'The container ended; the log goes on when it starts again',
  broken: 'Connection lost; reconnecting…',
  failed: 'Stopped',
};

interface StateLineProps {
  readonly state: LogState;
  readonly still: boolean;
  readonly count: number;
}

function StateLine({ state, still, count }: StateLineProps) {
  const busy = state.kind === 'connecting' || state.kind === 'broken';
  return (
    <div
      role="status"
      aria-label="Log state"
      className="flex h-7 shrink-0 items-center gap-2 border-t border-line px-5 text-2xs text-ink-3"
    >
      {busy ? <Spinner size={11} /> : null}
      <span>
        {state.kind === 'following' && still ? 'Receiving; the view stands still' : STATE_TEXT[state.kind]}
      </span>
      <span className="ml-auto">{counted(count, 'line')}</span>
    </div>
  );
}
