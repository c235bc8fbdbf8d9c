import { describe, expect, it, vi } from 'vitest';
import type { HostStatus } from './desktop-api/types.ts';
import { applicationMenu, type MenuActions, trayMenu } from './menu.ts';

const ACTIONS: MenuActions = {
  showWindow: vi.fn<() => void>(),
  newWindow: vi.fn<() => void>(),
  startEngine: vi.fn<() => void>(),
  stopEngine: vi.fn<() => void>(),
  quit: vi.fn<() => void>(),
};

function status(state: HostStatus['state'], host: HostStatus['host'] = 'local'): HostStatus {
  return {
    host,
    state,
    detail: '',
    log: [],
    restarts: 0,
    nextTryAt: null,
    socket: '/s',
    pid: null,
    since: 0,
  };
}

function enabledIn(now: HostStatus): (string | undefined)[] {
  return trayMenu(now, ACTIONS)
    .filter(({ label, enabled }) => enabled === true && label !== undefined)
    .map(({ label }) => label);
}

describe('the tray’s menu', () => {
  it.each([
    ['stopped', ['Start Engine']],
    ['failed', ['Start Engine']],
    ['starting', ['Stop Engine']],
    ['running', ['Stop Engine']],
    ['stopping', []],
  ] as const)('offers what makes sense while the engine is %s', (state, labels) => {
    expect(enabledIn(status(state))).toEqual(labels);
  });

  it('connects to a remote engine, and never stops it', () => {
    expect(enabledIn(status('failed', 'remote'))).toEqual(['Connect']);
    expect(enabledIn(status('running', 'remote'))).toEqual([]);
  });

  it('says how the engine stands', () => {
    expect(trayMenu(status('failed'), ACTIONS)[0]?.label).toBe('Engine is not answering');
    expect(trayMenu(status('running', 'remote'), ACTIONS)[0]?.label).toBe('Remote engine is running');
  });
});

it('the application’s menu gives every entry its own letter', () => {
  const letters = applicationMenu(status('running'), ACTIONS).map(
    ({ label }) => /&(.)/.exec(label ?? '')?.[1],
  );
  expect(new Set(letters).size).toBe(letters.length);
  expect(letters).not.toContain(undefined);
});
