import { describe, expect, it } from 'vitest';
import { parseSignal } from './signals.ts';

describe('parseSignal', () => {
  it('takes numbers and names in any form', () => {
    expect(['9', 'KILL', 'sigkill', 'SIGTERM', 'RTMIN+3', 'SIGRTMAX-1'].map(parseSignal)).toEqual([
      9, 9, 9, 15, 37, 63,
    ]);
  });

  it('refuses what is no signal', () => {
    for (const text of ['0', '65', 'NOPE', '', 'RTMIN-1', '-9'])
      expect(() => parseSignal(text)).toThrow('invalid signal');
  });
});
