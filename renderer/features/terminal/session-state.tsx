import { Bug, Play, Plus } from 'lucide-react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { TerminalState } from './terminal-session.ts';

interface SessionStateProps {
  readonly state: TerminalState;
  readonly running: boolean;
  readonly starting: boolean;
  readonly onNew: () => void;
  readonly onDebug: () => void;
  readonly onStart: () => void;
}

/** Why a session does not take input any more, and the way on. */
export function SessionState({ state, running, starting, onNew, onDebug, onStart }: SessionStateProps) {
  if (state.kind === 'connecting' || state.kind === 'open') return null;
  const again = running ? (
    <Button size="sm" icon={<Plus size={14} />} onClick={onNew}>
      New session
    </Button>
  ) : (
    <Button size="sm" icon={<Play size={14} />} pending={starting} onClick={onStart}>
      Start container
    </Button>
  );
  if (state.kind === 'lost') {
    return (
      <Banner tone="warn" actions={again}>
        The session ended: the connection to the engine was lost. The container itself goes on.
      </Banner>
    );
  }
  if (state.kind === 'ended') {
    return (
      <Banner tone="busy" actions={again}>
        The session ended with exit code {state.exitCode}.
      </Banner>
    );
  }
  const shellless = /\/bin\/sh|no such file|executable file/i.test(state.reason);
  return (
    <Banner
      tone="bad"
      role="alert"
      actions={
        shellless && running ? (
          <Button size="sm" icon={<Bug size={14} />} onClick={onDebug}>
            Debug shell
          </Button>
        ) : (
          again
        )
      }
    >
      {shellless ? (
        <>
          <strong className="font-semibold">This image has no shell,</strong> so there is nothing to open a
          terminal with. A debug shell brings its own tools. The runtime said: {state.reason}
        </>
      ) : (
        state.reason
      )}
    </Banner>
  );
}
