import { beforeEach, describe, expect, it } from 'vitest';
import { fault } from '../../base/errors.ts';
import { readProcessStat } from '../../runtime/process-stat.ts';
import { StartFault } from '../../runtime/start-fault.ts';
import type { ContainerState } from '../state.ts';
import type { Entry } from '../store.ts';
import { besideLenders } from './lenders.ts';

const REFUSED = new StartFault(128, 'OCI runtime create failed: no such process');
const refuse = () => Promise.reject(REFUSED);

let alive: ContainerState;
/** Its pid is somebody else's by now: nobody has noticed yet that it ended. */
let dead: ContainerState;
beforeEach(async () => {
  const startTime = (await readProcessStat(process.pid))?.startTime ?? 0;
  const running = (at: number): ContainerState => ({
    status: 'running',
    process: { pid: process.pid, startTime: at, conmonPid: 1, startedAt: '' },
  });
  alive = running(startTime);
  dead = running(startTime - 1);
});

const storeWith = (state: ContainerState) => ({
  peek: (id: string) =>
    id === 'lender' ? ({ record: { name: 'db' }, stored: { state } } as unknown as Entry) : undefined,
});

describe('a start beside a container that lends a namespace', () => {
  it.each([
    ['pid', 'PidMode'],
    ['ipc', 'IpcMode'],
    ['net', 'NetworkMode'],
  ])('says that the lender of %s has ended, with what the runtime said as the cause', async (kind, mode) => {
    const starting = besideLenders(storeWith(dead), { [mode]: 'container:lender' }, refuse);
    await expect(starting).rejects.toMatchObject({
      kind: 'conflict',
      message: `cannot join ${kind} namespace of a non running container: db`,
      cause: REFUSED,
    });
  });

  it.each([
    ['PidMode', 'container:lender', 'the lender runs'],
    ['PidMode', 'host', 'there is no lender'],
    ['NetworkMode', 'container:gone', 'the lender is removed'],
  ])('keeps the failure with %s %s, where %s', async (mode, value) => {
    await expect(besideLenders(storeWith(alive), { [mode]: value }, refuse)).rejects.toBe(REFUSED);
  });

  it('keeps the words for a lender that was known to have ended before', async () => {
    const known = fault('conflict', 'said already');
    const starting = besideLenders(
      storeWith({ status: 'created', error: '', exitCode: 0 }),
      { IpcMode: 'container:lender' },
      () => Promise.reject(known),
    );
    await expect(starting).rejects.toBe(known);
  });

  it('leaves a start that succeeds alone', async () => {
    const started = besideLenders(storeWith(dead), { PidMode: 'container:lender' }, async () => 'started');
    expect(await started).toBe('started');
  });
});
