import { describe, expect, it } from 'vitest';
import { dialectOf } from './dialect.ts';

const RUNC = {
  id: 'x',
  init_process_pid: 20979,
  init_process_start: 189665,
  config: { cgroups: { path: '/gantry-lab/x', name: '' } },
};
const CRUN = { pid: 19041, 'process-start-time': 180582, 'cgroup-path': '/gantry-lab/x', owner: 'root' };

describe('a runtime’s own record', () => {
  it.each([
    ['runc', RUNC, 20979, 189665],
    ['crun', CRUN, 19041, 180582],
  ] as const)('of %s tells pid, start time and cgroup', (name, record, pid, startTime) => {
    expect(dialectOf(name).parseRecord(JSON.stringify(record))).toEqual({
      pid,
      startTime,
      cgroupsPath: '/gantry-lab/x',
    });
  });

  it.each(['runc', 'crun'] as const)('of %s is refused in a form that is not known', (name) => {
    expect(() => dialectOf(name).parseRecord('{}')).toThrow(`${name} keeps its state in a form`);
  });
});
