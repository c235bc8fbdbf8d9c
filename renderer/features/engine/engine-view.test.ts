import { describe, expect, it } from 'vitest';
import type { HostStatus } from '../../bridge/host-types.ts';
import { engineMode, PATIENCE_MS } from './engine-view.ts';

function known(part: Partial<HostStatus>) {
  const status: HostStatus = {
    host: 'local',
    state: 'running',
    detail: '',
    log: [],
    restarts: 0,
    nextTryAt: null,
    socket: '/s',
    pid: 1,
    since: 0,
    ...part,
  };
  return { kind: 'known', status } as const;
}

describe('engineMode', () => {
  it('is ready while the engine runs', () => {
    expect(engineMode(known({}), false, 0)).toBe('ready');
  });

  it('keeps the page during a short restart', () => {
    expect(engineMode(known({ state: 'failed', nextTryAt: 5 }), true, 0)).toBe('pause');
    expect(engineMode(known({ state: 'starting' }), true, 0)).toBe('pause');
    expect(engineMode({ kind: 'lost' }, true, 0)).toBe('pause');
  });

  it('gives the page up when it takes long, when nobody will try again, or when a person stopped it', () => {
    expect(engineMode(known({ state: 'starting' }), true, PATIENCE_MS)).toBe('down');
    expect(engineMode(known({ state: 'failed' }), true, 0)).toBe('down');
    expect(engineMode(known({ state: 'stopped' }), true, 0)).toBe('down');
  });

  it('has no page to keep before the engine ever ran', () => {
    expect(engineMode(known({ state: 'starting' }), false, 0)).toBe('down');
    expect(engineMode(undefined, false, 0)).toBe('down');
  });
});
