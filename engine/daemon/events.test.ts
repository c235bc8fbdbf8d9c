import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WireEvent } from '../api/backends/system.ts';
import { EventBus } from '../events/bus.ts';
import { type EventOptions, eventsOf } from './events.ts';

const NOW = 1_700_000_000;

function publish(bus: EventBus, Action: string): void {
  bus.publish({ Type: 'container', Action, Actor: { ID: 'c1', Attributes: { image: 'busybox' } } });
}

/** Reads in the background until the stream ends. */
function follow(bus: EventBus, options: Partial<EventOptions>, signal: AbortSignal) {
  const seen: WireEvent[] = [];
  const reading = (async () => {
    for await (const event of eventsOf(bus, { filters: new Map(), ...options }, signal)) seen.push(event);
  })();
  return { actions: () => seen.map(({ Action }) => Action), seen, reading };
}

describe('GET /events', () => {
  const stop = { controller: new AbortController() };
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW * 1000 });
    stop.controller = new AbortController();
  });
  afterEach(() => {
    stop.controller.abort();
    vi.useRealTimers();
  });

  it('gives what happens, and nothing of the past, until the signal', async () => {
    const bus = new EventBus();
    publish(bus, 'create');
    const { actions, reading } = follow(bus, {}, stop.controller.signal);
    publish(bus, 'start');
    publish(bus, 'die');
    await vi.waitFor(() => expect(actions()).toEqual(['start', 'die']));
    stop.controller.abort();
    await reading;
  });

  it('gives the past from since on, then what happens', async () => {
    const bus = new EventBus();
    publish(bus, 'create');
    vi.advanceTimersByTime(5000);
    publish(bus, 'start');
    const { actions } = follow(bus, { since: NOW + 5 }, stop.controller.signal);
    publish(bus, 'die');
    await vi.waitFor(() => expect(actions()).toEqual(['start', 'die']));
  });

  it('ends at once when until is past, and at its moment when it is to come', async () => {
    const bus = new EventBus();
    publish(bus, 'create');
    const past = follow(bus, { since: NOW - 1, until: NOW }, stop.controller.signal);
    await past.reading;
    expect(past.actions()).toEqual(['create']);
    const future = follow(bus, { until: NOW + 60 }, stop.controller.signal);
    publish(bus, 'start');
    await vi.advanceTimersByTimeAsync(60_000);
    await future.reading;
    expect(future.actions()).toEqual(['start']);
  });

  it('tells time exactly, and container events as old clients expect them', async () => {
    const bus = new EventBus();
    publish(bus, 'start');
    publish(bus, 'die');
    const { seen } = follow(bus, { since: NOW }, stop.controller.signal);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen[1]).toMatchObject({
      status: 'die',
      id: 'c1',
      from: 'busybox',
      scope: 'local',
      time: NOW,
      timeNano: BigInt(NOW) * 1_000_000_000n + 1n,
    });
  });

  it('refuses an unknown filter at once', () => {
    const filters = new Map([['colour', ['red']]]);
    expect(() => eventsOf(new EventBus(), { filters }, stop.controller.signal)).toThrow('invalid filter');
  });

  it('cuts a client off that does not read, instead of keeping everything for it', async () => {
    const bus = new EventBus();
    const events = eventsOf(bus, { filters: new Map() }, stop.controller.signal)[Symbol.asyncIterator]();
    const first = events.next();
    for (let i = 0; i < 5000; i++) publish(bus, 'start');
    await first;
    const drain = async () => {
      for (;;) await events.next();
    };
    await expect(drain()).rejects.toThrow('events came faster than they were read');
  });
});
