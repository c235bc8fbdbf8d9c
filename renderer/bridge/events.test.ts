import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventMessage } from '../../engine/api/types/system.ts';
import { InvalidationBatch, staleKeys } from './events.ts';

function event(Type: string, Action: string, ID = 'abc'): EventMessage {
  return { Type, Action, Actor: { ID, Attributes: {} }, scope: 'local', time: 1, timeNano: 1e9 };
}

describe('staleKeys', () => {
  it('names the list, the container and the map for a container event', () => {
    expect(staleKeys(event('container', 'start'))).toEqual([
      ['container', 'list'],
      ['container', 'abc'],
      ['network', 'map'],
      ['volume', 'list'],
    ]);
  });

  it('names the logs of removed containers when one is removed', () => {
    expect(staleKeys(event('container', 'destroy'))).toContainEqual(['container', 'removed-logs']);
  });

  it('takes a connection for news of the network and of the container', () => {
    const connect = event('network', 'connect');
    const Actor = { ...connect.Actor, Attributes: { container: 'web' } };
    expect(staleKeys({ ...connect, Actor })).toEqual([
      ['network'],
      ['container', 'list'],
      ['container', 'web'],
    ]);
  });

  it('makes a volume stale by its name, and only the list by a measurement', () => {
    expect(staleKeys(event('volume', 'snapshot', 'data'))).toEqual([
      ['volume', 'list'],
      ['volume', 'data'],
    ]);
    expect(staleKeys(event('volume', 'measure', 'data'))).toEqual([['volume', 'list']]);
  });

  it('names the list and the one build for what a build does', () => {
    expect(staleKeys(event('builder', 'step', 'b1'))).toEqual([
      ['builder', 'list'],
      ['builder', 'b1'],
    ]);
  });

  it('takes no notice of what a terminal does', () => {
    expect(staleKeys(event('container', 'exec_start: /bin/sh -c x'))).toEqual([]);
    expect(staleKeys(event('container', 'resize'))).toEqual([]);
  });

  it('takes a copy into a container for news of its files alone', () => {
    expect(staleKeys(event('container', 'extract-to-dir'))).toEqual([['container', 'abc', 'files']]);
  });

  it('makes everything about images stale, and containers, whose image names may change', () => {
    expect(staleKeys(event('image', 'tag'))).toEqual([['image'], ['container', 'list']]);
  });
});

describe('InvalidationBatch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('invalidates each key once for many events', () => {
    const client = new QueryClient();
    const invalidate = vi.spyOn(client, 'invalidateQueries');
    const batch = new InvalidationBatch(client);
    for (let count = 0; count < 50; count += 1) batch.add(staleKeys(event('container', 'die')));
    expect(invalidate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(invalidate).toHaveBeenCalledTimes(4);
  });
});
