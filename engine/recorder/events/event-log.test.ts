import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { type EngineEvent, EventBus } from '../../events/bus.ts';
import { pastEvents } from '../../events/past.ts';
import { EventLog } from './event-log.ts';
import { Segments } from './segments.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const event = (Action: string, ID = 'c1') =>
  ({ Type: 'container', Action, Actor: { ID, Attributes: { image: 'busybox' } } }) as const;

/** An engine's bus over a log that may have a past. */
async function engine(capacity?: number) {
  const log = await EventLog.open(folder, silentLogger);
  const bus = new EventBus(capacity, await log.last());
  bus.subscribe((told) => log.add(told));
  const actions = async (from = 0n) => {
    const found: string[] = [];
    for await (const { Action } of pastEvents(bus, log, from)) found.push(Action);
    return found;
  };
  return { log, bus, actions };
}

async function actionsOf(events: AsyncIterable<EngineEvent>): Promise<string[]> {
  const found: string[] = [];
  for await (const { Action } of events) found.push(Action);
  return found;
}

describe('the events of a week', () => {
  it('are told by the next engine too, each once and in order, exec events among them', async () => {
    const first = await engine();
    for (const action of ['create', 'exec_create: sh', 'start', 'exec_die']) first.bus.publish(event(action));
    await first.log.flush();
    const second = await engine();
    second.bus.publish(event('die'));
    expect(await second.actions()).toEqual(['create', 'exec_create: sh', 'start', 'exec_die', 'die']);
  });

  it('are told beyond what memory holds, without a gap at the seam', async () => {
    const { bus, actions } = await engine(3);
    for (let index = 0; index < 10; index++) bus.publish(event(`pull ${index}`));
    expect(await actions()).toEqual(Array.from({ length: 10 }, (_, index) => `pull ${index}`));
  });

  it('have times that go up although the clock went back', async () => {
    const first = await engine();
    first.log.add({ ...event('start'), timeNano: BigInt(Date.now() + 3_600_000) * 1_000_000n });
    await first.log.flush();
    const second = await engine();
    second.bus.publish(event('die'));
    expect(await second.actions()).toEqual(['start', 'die']);
  });

  it('do not follow a clock that was wrong by more than an hour', async () => {
    const first = await engine();
    first.log.add({ ...event('far'), timeNano: BigInt(Date.now() + 9e10) * 1_000_000n });
    await first.log.flush();
    const second = await engine();
    second.bus.publish(event('near'));
    expect(await second.actions()).toEqual(['near']);
    expect(second.bus.history()[0]?.timeNano).toBeLessThan(BigInt(Date.now() + 1000) * 1_000_000n);
  });

  it('are kept in memory alone where no file can be, and nothing fails', async () => {
    await writeFile(join(folder, 'told'), 'no folder');
    const { bus, log, actions } = await engine();
    bus.publish(event('start'));
    await log.flush();
    expect(await actions()).toEqual(['start']);
  });

  it('survive a line that a crash tore', async () => {
    const first = await engine();
    first.bus.publish(event('create'));
    await first.log.flush();
    const [name = ''] = await readdir(join(folder, 'told'));
    await appendFile(join(folder, 'told', name), '{"timeNano":"17630000');
    const second = await engine();
    second.bus.publish(event('start'));
    await second.log.flush();
    expect(await (await engine()).actions()).toEqual(['create', 'start']);
  });

  it('of one container are found without the others', async () => {
    const { bus, log } = await engine();
    bus.publish(event('start', 'c1'));
    bus.publish(event('start', 'c2'));
    bus.publish(event('die', 'c2'));
    expect(await actionsOf(log.readOf('c2', 0n, 1n << 62n))).toEqual(['start', 'die']);
  });

  it('take a fixed room: the oldest go', async () => {
    const room = { segmentBytes: 2000, segments: 3 };
    const segments = await Segments.open(folder, room, Date.now());
    const line = (time: number) =>
      `{"timeNano":"${time}","Type":"container","Action":"a${time}","Actor":{}}\n`;
    for (let time = 100; time < 400; time++) await segments.append(BigInt(time), [line(time)], 0);
    const names = await readdir(folder);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6000);
    const again = await Segments.open(folder, room, Date.now());
    const kept = await actionsOf(again.read(0n, 1000n));
    expect(kept.at(-1)).toBe('a399');
    expect(kept.length).toBeGreaterThan(50);
    expect(await actionsOf(again.read(390n, 393n))).toEqual(['a390', 'a391', 'a392']);
  });
});
