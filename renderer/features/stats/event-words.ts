import type { HistoryEvent } from '../../../engine/api/types/recorder.ts';
import type { Tone } from '../../ui/status-dot.tsx';

/** What happened, for a person. */
export function eventWords({ action, exitCode }: HistoryEvent): {
  readonly text: string;
  readonly tone: Tone;
} {
  switch (action) {
    case 'start':
      return { text: 'Started', tone: 'ok' };
    case 'die':
      return exitCode === undefined || exitCode === 0
        ? { text: 'Ended with success', tone: 'idle' }
        : { text: `Ended with exit code ${exitCode}`, tone: 'bad' };
    case 'oom':
      return { text: 'Ran out of memory', tone: 'bad' };
    case 'restart':
      return { text: 'Restarted on request', tone: 'idle' };
    case 'pause':
      return { text: 'Paused', tone: 'warn' };
    case 'unpause':
      return { text: 'Resumed', tone: 'ok' };
    case 'health_status: healthy':
      return { text: 'Became healthy', tone: 'ok' };
    case 'health_status: unhealthy':
      return { text: 'Became unhealthy', tone: 'bad' };
    default:
      return { text: action, tone: 'idle' };
  }
}
