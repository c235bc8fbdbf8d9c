import { setTimeout as sleep } from 'node:timers/promises';
import { fault } from '../../base/errors.ts';
import { containersOfService } from './members.ts';
import type { Work } from './work.ts';

const FIRST_MS = 50;
const LONGEST_MS = 500;

/** Waits until all containers of a service fulfil a condition. Throws `system` once they cannot any more, in Compose's words. */
export async function waitFor(
  work: Work,
  service: string,
  condition: 'service_healthy' | 'service_completed_successfully',
): Promise<void> {
  const holds = condition === 'service_healthy' ? isHealthy : hasCompleted;
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    work.signal?.throwIfAborted();
    const ids = await containersOfService(work, service);
    if (ids.length === 0)
      throw fault('system', `dependency failed to start: service ${service} has no container`);
    const states = await Promise.all(ids.map((id) => holds(work, service, id)));
    if (states.every(Boolean)) return;
    await sleep(pause, undefined, work.signal === undefined ? {} : { signal: work.signal });
  }
}

async function isHealthy({ client }: Work, _service: string, id: string): Promise<boolean> {
  const { Name, State } = await client.containers.inspect(id);
  const name = Name.replace(/^\//, '');
  if (State.Status === 'exited' || State.Status === 'dead') {
    throw fault('system', `dependency failed to start: container ${name} exited (${State.ExitCode})`);
  }
  if (State.Health === undefined || State.Health === null) {
    throw fault('system', `dependency failed to start: container ${name} has no healthcheck configured`);
  }
  if (State.Health.Status === 'unhealthy') {
    const said = State.Health.Log?.at(-1)?.Output.trim() ?? '';
    throw fault(
      'system',
      `dependency failed to start: container ${name} is unhealthy${said === '' ? '' : ` (its check says: ${said})`}`,
    );
  }
  return State.Health.Status === 'healthy';
}

async function hasCompleted({ client }: Work, service: string, id: string): Promise<boolean> {
  const { State } = await client.containers.inspect(id);
  if (State.Status !== 'exited' && State.Status !== 'dead') return false;
  if (State.ExitCode !== 0)
    throw fault('system', `service "${service}" didn't complete successfully: exit ${State.ExitCode}`);
  return true;
}
