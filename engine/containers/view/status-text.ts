import type { HealthStatus } from '../../api/types/container.ts';
import { type ContainerState, liveProcess } from '../state.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration as `docker ps` words it: "Less than a second", "5 minutes", "About an hour", "3 weeks". */
export function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / SECOND);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(ms / MINUTE);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(ms / HOUR);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(ms / DAY);
  if (days < 14) return `${days} days`;
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}

/** The STATUS column of `docker ps`; health is shown while the container runs. */
export function statusText(state: ContainerState, now: number, health?: HealthStatus): string {
  const since = (time: string) => humanDuration(Math.max(0, now - Date.parse(time)));
  const live = liveProcess(state);
  if (live !== undefined) {
    const more = state.status === 'paused' ? 'Paused' : health === 'starting' ? 'health: starting' : health;
    return `Up ${since(live.startedAt)}${more === undefined ? '' : ` (${more})`}`;
  }
  switch (state.status) {
    case 'restarting':
      return `Restarting (${state.last.exitCode}) ${since(state.last.finishedAt)} ago`;
    case 'exited':
      return `Exited (${state.last.exitCode}) ${since(state.last.finishedAt)} ago`;
    case 'removing':
      return 'Removal In Progress';
    default:
      return 'Created';
  }
}
