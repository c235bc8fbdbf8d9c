import { describe, expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { recoverState } from './recover-state.ts';
import { settleFrozen } from './thaw.ts';

const torn = { state: () => Promise.reject(new Error('its record is torn')) };
/** As they are when an engine starts and finds a container of the runtime that is named. */
function startWith(runtime: string): {
  readonly deps: Deps;
  readonly record: ContainerRecord;
  warned: object[];
} {
  const record = { id: 'a'.repeat(64), hostConfig: { Runtime: runtime } } as unknown as ContainerRecord;
  const warned: object[] = [];
  const deps = {
    execRoot: '/gantry-no-such-folder',
    runtimes: { standard: torn, byName: new Map([['runc', torn]]) },
    store: { get: () => ({ record, stored: { state: { status: 'running' } } }) },
    logger: { warn: (_text: string, fields: object) => void warned.push(fields) },
  } as unknown as Deps;
  return { deps, record, warned };
}

describe.each([
  ['is gone', 'crun', 'unknown or invalid runtime name: crun'],
  ['keeps a torn record', 'runc', 'its record is torn'],
])('a container whose runtime %s', (_case, runtime, error) => {
  it('does not keep the engine from starting, which says so', async () => {
    const { deps, record, warned } = startWith(runtime);
    await settleFrozen(deps, record.id);
    expect(warned).toEqual([{ container: record.id, error: expect.stringContaining(error) as string }]);
  });

  it('counts as never started when its own state is lost, too', async () => {
    const { deps, record } = startWith(runtime);
    expect((await recoverState(deps, record)).state.status).toBe('created');
  });
});
