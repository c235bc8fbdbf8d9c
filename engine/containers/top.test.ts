import { describe, expect, it } from 'vitest';
import { parsePs } from './top.ts';

const PS = `UID          PID    PPID  C STIME TTY          TIME CMD
root           1       0  0 03:00 ?        00:00:01 /sbin/init splash
root          42       1  0 03:01 ?        00:00:00 sleep 600
`;

describe('parsePs', () => {
  it('keeps the rows of the given pids, the command in one piece', () => {
    expect(parsePs(PS, new Set([42]))).toEqual({
      Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
      Processes: [['root', '42', '1', '0', '03:01', '?', '00:00:00', 'sleep 600']],
    });
  });

  it('refuses output without a PID column', () => {
    expect(() => parsePs('CMD\nsleep\n', new Set([1]))).toThrow("Couldn't find PID field in ps output");
  });
});
