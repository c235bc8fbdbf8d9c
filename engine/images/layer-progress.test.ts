import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgressMessage } from '../api/backends/progress.ts';
import { LayerProgress } from './layer-progress.ts';

describe('the bar of a layer', () => {
  let said: ProgressMessage[];
  let progress: LayerProgress;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 1000 });
    said = [];
    progress = new LayerProgress((message) => said.push(message), 'layer');
  });
  afterEach(() => vi.useRealTimers());

  const currents = () => said.map(({ progressDetail }) => progressDetail?.current);

  it('tells the first of a burst at once and the newest a little later, though nothing follows', () => {
    for (const current of [1, 2, 3, 4]) progress.bar('Downloading', current, 9);
    expect(currents()).toEqual([1]);
    vi.advanceTimersByTime(1000);
    expect(currents()).toEqual([1, 4]);
  });

  it('tells the end and a new state at once, and nothing older after them', () => {
    for (const current of [1, 2, 9]) progress.bar('Downloading', current, 9);
    progress.bar('Extracting', 1, 9);
    progress.bar('Extracting', 2, 9);
    progress.state('Pull complete');
    vi.advanceTimersByTime(1000);
    expect(said.map(({ status, progressDetail }) => [status, progressDetail?.current])).toEqual([
      ['Downloading', 1],
      ['Downloading', 9],
      ['Extracting', 1],
      ['Pull complete', undefined],
    ]);
  });

  it('goes on with few messages while many bytes come', () => {
    for (let current = 1; current <= 1000; current++) {
      progress.bar('Downloading', current, 1001);
      vi.advanceTimersByTime(1);
    }
    expect(currents().length).toBeLessThanOrEqual(11);
    expect(currents().length).toBeGreaterThanOrEqual(9);
  });

  it('says nothing once it was ended', () => {
    for (const current of [1, 2]) progress.bar('Downloading', current, 9);
    progress.end();
    vi.advanceTimersByTime(1000);
    expect(currents()).toEqual([1]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
