import { Play, SquareTerminal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSettings, useUpdateSettings } from '../../bridge/settings.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SessionState } from './session-state.tsx';
import { SessionTabs } from './session-tabs.tsx';
import { TerminalSearch } from './terminal-search.tsx';
import {
  activateTerminal,
  closeTerminal,
  openTerminal,
  type SessionKind,
  terminalSession,
  useTerminals,
} from './terminal-store.ts';
import { TerminalView } from './terminal-view.tsx';

interface TerminalPanelProps {
  readonly container: string;
  readonly name: string;
  readonly running: boolean;
  readonly attachable: boolean;
  readonly starting: boolean;
  readonly onStart: () => void;
}

const MIN_FONT = 9;
const MAX_FONT = 28;

export function TerminalPanel({
  container,
  name,
  running,
  attachable,
  starting,
  onStart,
}: TerminalPanelProps) {
  const { tabs, active } = useTerminals(container);
  const { terminalFontSize: fontSize } = useSettings();
  const update = useUpdateSettings((reason) =>
    toast({ tone: 'bad', title: 'The text size was not kept', detail: reason }),
  );
  const [searching, setSearching] = useState(false);
  const greeted = useRef(false);
  const tab = tabs.find(({ id }) => id === active);
  const session = active === undefined ? undefined : terminalSession(active);
  const open = (kind: SessionKind) => openTerminal(container, kind, fontSize);

  useEffect(() => {
    if (!running || tabs.length > 0 || greeted.current) return;
    greeted.current = true;
    openTerminal(container, 'shell', fontSize);
  }, [container, running, tabs.length, fontSize]);

  if (tabs.length === 0 && !running) {
    return (
      <EmptyState
        icon={<SquareTerminal size={24} />}
        title={`${name} is not running`}
        actions={
          <Button variant="primary" icon={<Play size={15} />} pending={starting} onClick={onStart}>
            Start
          </Button>
        }
      >
        A terminal opens a shell inside the running container.
      </EmptyState>
    );
  }
  return (
    <section
      aria-label="Terminal"
      className="relative flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.code !== 'KeyF' || !event.ctrlKey || !event.shiftKey) return;
        event.preventDefault();
        setSearching(true);
      }}
    >
      <SessionTabs
        tabs={tabs}
        active={active}
        attachable={attachable}
        canOpen={running}
        onOpen={open}
        onActivate={(id) => activateTerminal(container, id)}
        onClose={(id) => closeTerminal(container, id)}
        onSearch={() => setSearching(true)}
        onFontSize={(change) => {
          const size = Math.min(MAX_FONT, Math.max(MIN_FONT, fontSize + change));
          update({ terminalFontSize: size });
        }}
      />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {session === undefined ? (
          <EmptyState
            icon={<SquareTerminal size={24} />}
            title="No session is open"
            actions={
              <Button disabled={!running} onClick={() => open('shell')}>
                New session
              </Button>
            }
          />
        ) : (
          <TerminalView key={session.id} session={session} fontSize={fontSize} />
        )}
        {searching && session !== undefined ? (
          <TerminalSearch session={session} onClose={() => setSearching(false)} />
        ) : null}
      </div>
      {tab === undefined ? null : (
        <SessionState
          state={tab.state}
          running={running}
          starting={starting}
          onNew={() => open('shell')}
          onDebug={() => open('debug')}
          onStart={onStart}
        />
      )}
    </section>
  );
}
