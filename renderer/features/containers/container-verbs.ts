import type { ContainerStatus } from '../../../engine/api/types/container.ts';

export type ContainerVerb = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'remove';

interface VerbLook {
  readonly title: string;
  readonly pending: string;
  /** As in "web could not be stopped". */
  readonly done: string;
}

export const VERBS: Readonly<Record<ContainerVerb, VerbLook>> = {
  start: { title: 'Start', pending: 'Starting…', done: 'started' },
  stop: { title: 'Stop', pending: 'Stopping…', done: 'stopped' },
  restart: { title: 'Restart', pending: 'Restarting…', done: 'restarted' },
  pause: { title: 'Pause', pending: 'Pausing…', done: 'paused' },
  unpause: { title: 'Resume', pending: 'Resuming…', done: 'resumed' },
  kill: { title: 'Kill', pending: 'Killing…', done: 'killed' },
  remove: { title: 'Remove', pending: 'Removing…', done: 'removed' },
};

export function isAlive(state: ContainerStatus): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

/** Whether the engine would take the verb in this state. */
export function allows(verb: ContainerVerb, state: ContainerStatus): boolean {
  switch (verb) {
    case 'start':
      return state === 'created' || state === 'exited';
    case 'stop':
    case 'kill':
      return isAlive(state);
    case 'restart':
      return state !== 'removing' && state !== 'dead';
    case 'pause':
      return state === 'running';
    case 'unpause':
      return state === 'paused';
    case 'remove':
      return state !== 'removing';
  }
}
