import { describe, expect, it } from 'vitest';
import { backOff, initialState, type LocalEvent, type LocalState, reduce, statusOf } from './local-state.ts';

const START: LocalEvent = { type: 'start-asked' };
const STOP: LocalEvent = { type: 'stop-asked' };
const RETRY: LocalEvent = { type: 'retry-due' };
const SPAWNED: LocalEvent = { type: 'spawned', pid: 7 };
const ANSWERING: LocalEvent = { type: 'answering', pid: 7, owned: true, detail: '' };
const LOST: LocalEvent = { type: 'lost', detail: 'gone', log: ['last words'] };

/** The state after events, each a second after the one before unless it says when. */
function after(...events: readonly (LocalEvent | readonly [LocalEvent, number])[]): LocalState {
  return events.reduce<LocalState>((state, entry, index) => {
    const [event, now] = 'type' in entry ? ([entry, (index + 1) * 1000] as const) : entry;
    return reduce(state, event, now);
  }, initialState(0));
}

describe('the supervisor of a local engine', () => {
  it('starts when asked, and runs when the engine answers', () => {
    expect(after(START).phase).toEqual({ kind: 'starting', pid: null });
    expect(after(START, SPAWNED).phase).toEqual({ kind: 'starting', pid: 7 });
    expect(after(START, SPAWNED, ANSWERING).phase).toMatchObject({ kind: 'running', pid: 7, owned: true });
  });

  it('waits half a second after the first loss, and tells why', () => {
    const lost = after(START, SPAWNED, ANSWERING, [LOST, 4000]);
    expect(lost.phase).toEqual({ kind: 'waiting', nextTryAt: 4500, detail: 'gone', log: ['last words'] });
  });

  it('waits twice as long after each failure, never above half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(backOff)).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('goes on trying after any number of failures', () => {
    const events = Array.from({ length: 100 }, () => [RETRY, SPAWNED, LOST]).flat();
    const state = after(START, SPAWNED, LOST, ...events);
    expect(state.phase.kind).toBe('waiting');
    expect(state.failures).toBe(101);
  });

  it('forgets failures after a minute of health', () => {
    const failing = after(START, SPAWNED, LOST, RETRY, SPAWNED, LOST, RETRY, SPAWNED, ANSWERING);
    const runningSince = failing.since;
    expect(reduce(failing, LOST, runningSince + 59_999).failures).toBe(3);
    expect(reduce(failing, LOST, runningSince + 60_000).failures).toBe(1);
  });

  it('counts processes started again after a crash, not the first one', () => {
    expect(after(START, SPAWNED).restarts).toBe(0);
    expect(after(START, SPAWNED, LOST, RETRY, SPAWNED).restarts).toBe(1);
    expect(after(START, SPAWNED, LOST, RETRY, ANSWERING).restarts).toBe(0);
  });

  it('tries at once when a person asks while it waits, and starts the back-off anew', () => {
    const state = after(START, SPAWNED, LOST, RETRY, SPAWNED, LOST, START);
    expect(state.phase.kind).toBe('starting');
    expect(state.failures).toBe(0);
  });

  it('stops from every phase, and a stopped engine is not started again', () => {
    expect(after(START, STOP).phase).toEqual({ kind: 'stopping', pid: null });
    expect(after(START, SPAWNED, ANSWERING, STOP).phase).toEqual({ kind: 'stopping', pid: 7 });
    expect(after(START, SPAWNED, LOST, STOP).phase).toEqual({ kind: 'stopped' });
    expect(after(START, SPAWNED, ANSWERING, STOP, LOST).phase).toEqual({ kind: 'stopped' });
    expect(after(START, SPAWNED, ANSWERING, STOP, LOST, RETRY).phase).toEqual({ kind: 'stopped' });
  });

  it.each([
    ['stopped', initialState(0), [RETRY, SPAWNED, ANSWERING, LOST, STOP]],
    ['starting', after(START), [START, RETRY]],
    ['running', after(START, ANSWERING), [START, RETRY, SPAWNED, ANSWERING]],
    ['waiting', after(START, LOST), [SPAWNED, ANSWERING, LOST]],
    ['stopping', after(START, STOP), [START, RETRY, SPAWNED, ANSWERING, STOP]],
  ] as const)('ignores what does not fit while %s', (_phase, state, events) => {
    for (const event of events) expect(reduce(state, event, 99_000)).toBe(state);
  });
});

describe('the status that a page sees', () => {
  it('says "failed" with the log and the next try while it waits', () => {
    expect(statusOf(after(START, SPAWNED, [LOST, 3000]), '/s')).toEqual({
      host: 'local',
      state: 'failed',
      detail: 'gone',
      log: ['last words'],
      restarts: 0,
      nextTryAt: 3500,
      socket: '/s',
      pid: null,
      since: 3000,
    });
  });

  it('holds no old failure once the engine runs again', () => {
    const status = statusOf(after(START, SPAWNED, LOST, RETRY, SPAWNED, ANSWERING), '/s');
    expect(status).toMatchObject({
      state: 'running',
      detail: '',
      log: [],
      nextTryAt: null,
      restarts: 1,
      pid: 7,
    });
  });
});
