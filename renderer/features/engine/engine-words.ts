import type { HostView } from '../../bridge/host-status.ts';
import type { Tone } from '../../ui/status-dot.tsx';

export interface EngineWords {
  readonly tone: Tone;
  /** For the corner of the window. */
  readonly short: string;
  /** For a page of its own. */
  readonly title: string;
}

const STATES: Readonly<Record<'starting' | 'running' | 'stopping' | 'stopped' | 'failed', EngineWords>> = {
  starting: { tone: 'busy', short: 'Engine starting…', title: 'The engine is starting' },
  running: { tone: 'ok', short: 'Engine running', title: 'The engine is running' },
  stopping: { tone: 'busy', short: 'Engine stopping…', title: 'The engine is stopping' },
  stopped: { tone: 'idle', short: 'Engine stopped', title: 'The engine is stopped' },
  failed: { tone: 'bad', short: 'Engine failed', title: 'The engine is not running' },
};

const RETRYING: EngineWords = { ...STATES.failed, tone: 'busy', short: 'Engine restarting…' };

export function engineWords(view: HostView | undefined): EngineWords {
  if (view === undefined) return { tone: 'busy', short: 'Connecting…', title: 'Connecting' };
  if (view.kind === 'known') {
    const { state, nextTryAt } = view.status;
    return state === 'failed' && nextTryAt !== null ? RETRYING : STATES[state];
  }
  return { tone: 'bad', short: 'Gantry is not reached', title: 'Gantry’s desktop host cannot be reached' };
}
