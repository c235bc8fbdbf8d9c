import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Digest, parseDigest } from '../base/digest.ts';
import type { Id } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { type ContainerRecord, readRecords } from './record.ts';
import type { ContainerState } from './state.ts';
import { ContainerStore } from './store.ts';
import { waitFor } from './wait.ts';

const IMAGE: Digest = parseDigest(`sha256:${'0'.repeat(64)}`);
const idOf = (start: string) => start.padEnd(64, 'a') as Id;
const record = (id: Id, name: string): ContainerRecord => ({
  schema: 1,
  id,
  name,
  created: '2026-01-01T00:00:00Z',
  image: IMAGE,
  imageRef: 'busybox',
  imageDiffIds: [],
  platform: 'linux',
  config: {},
  hostConfig: {},
  args: ['sh'],
});
const process = { pid: 1, startTime: 1, conmonPid: 2, startedAt: '2026-01-01T00:00:00Z' };
const running: ContainerState = { status: 'running', process };
const exited = (exitCode: number): ContainerState => ({
  status: 'exited',
  error: '',
  last: { exitCode, oomKilled: false, startedAt: process.startedAt, finishedAt: process.startedAt },
});

let root: string;
let store: ContainerStore;
const add = async (id: Id, name: string) => {
  await mkdir(store.folder(id));
  await store.add(record(id, name));
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  store = new ContainerStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('find', () => {
  it('finds by id, name, name with a slash, and unique prefix', async () => {
    await add(idOf('ab1'), 'web');
    for (const ref of [idOf('ab1'), 'web', '/web', 'ab1', 'a'])
      expect(store.find(ref).record.name).toBe('web');
  });

  it('refuses a prefix of two ids as a bad request', async () => {
    await add(idOf('ab1'), 'web');
    await add(idOf('ab2'), 'db');
    expect(() => store.find('ab')).toThrow('Multiple IDs found with provided prefix: ab');
  });

  it('prefers a name to a prefix of another id', async () => {
    await add(idOf('ab1'), 'web');
    await add(idOf('cd2'), 'ab');
    expect(store.find('ab').record.id).toBe(idOf('cd2'));
  });

  it('says what it did not find', () => {
    expect(() => store.find('nope')).toThrow('No such container: nope');
    expect(() => store.find('')).toThrow('No such container: ');
  });
});

describe('names', () => {
  it('are given once, and again after a removal', async () => {
    await add(idOf('ab1'), 'web');
    expect(() => store.reserveName('web', idOf('cd2'))).toThrow(
      'The container name "/web" is already in use',
    );
    await store.remove(idOf('ab1'));
    expect(() => store.reserveName('web', idOf('cd2'))).not.toThrow();
  });
});

describe('disk', () => {
  it('gives back what was written, and a folder without a record as half-made', async () => {
    await add(idOf('ab1'), 'web');
    await store.updateState(idOf('ab1'), { state: exited(3), restartCount: 2 });
    await mkdir(join(root, idOf('cd2')));
    const found = await readRecords(root, silentLogger);
    expect(found.find(({ id }) => id === idOf('cd2'))?.record).toBeUndefined();
    const web = found.find(({ id }) => id === idOf('ab1'));
    expect(web?.record).toEqual(record(idOf('ab1'), 'web'));
    expect(web?.stored).toMatchObject({ state: exited(3), restartCount: 2 });
  });

  it('is empty after a removal', async () => {
    await add(idOf('ab1'), 'web');
    await store.remove(idOf('ab1'));
    expect(await readdir(root)).toEqual([]);
  });
});

describe('waitFor', () => {
  const id = idOf('ab1');
  const wait = (condition: Parameters<typeof waitFor>[2], signal = new AbortController().signal) =>
    waitFor(store, id, condition, signal);

  it('answers at once for not-running when nothing runs', async () => {
    await add(id, 'web');
    await store.updateState(id, { state: exited(7) });
    expect(await wait('not-running')).toEqual({ StatusCode: 7 });
  });

  it('waits for the end of a run whatever its policy makes of that, or until none follows', async () => {
    await add(id, 'web');
    const next = wait('next-exit');
    await store.updateState(id, { state: running });
    const rest = wait('at-rest');
    let answered = false;
    void rest.then(() => (answered = true));
    const { last } = exited(1) as Extract<ContainerState, { status: 'exited' }>;
    await store.updateState(id, { state: { status: 'restarting', last } });
    await store.updateState(id, { state: running });
    expect(await next).toEqual({ StatusCode: 1 });
    expect(answered).toBe(false);
    await store.updateState(id, { state: exited(4) });
    expect(await rest).toEqual({ StatusCode: 4 });
  });

  it('waits for the removal and tells the last code', async () => {
    await add(id, 'web');
    const removed = wait('removed');
    await store.updateState(id, { state: running });
    await store.updateState(id, { state: exited(9) });
    await store.remove(id);
    expect(await removed).toEqual({ StatusCode: 9 });
  });

  it('ends with the client', async () => {
    await add(id, 'web');
    const client = new AbortController();
    const waiting = wait('removed', client.signal);
    client.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
