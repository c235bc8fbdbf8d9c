import { describe, expect, it } from 'vitest';
import { environment } from './env.ts';

const facts = { hostname: 'box', terminal: false, home: '/root' };

describe('environment', () => {
  it('begins with PATH and HOSTNAME and ends with HOME', () => {
    expect(environment([], facts)).toEqual([
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'HOSTNAME=box',
      'HOME=/root',
    ]);
  });

  it('has TERM with a terminal only', () => {
    expect(environment([], { ...facts, terminal: true })).toContain('TERM=xterm');
  });

  it('lets what was asked for win, the last of several', () => {
    const result = environment(['PATH=/x', 'A=1', 'A=2=3', 'HOME=/h'], facts);
    expect(result).toEqual(['PATH=/x', 'HOSTNAME=box', 'A=2=3', 'HOME=/h']);
  });

  it('takes away a variable that is named without a value', () => {
    expect(environment(['A=1', 'A', 'HOSTNAME'], facts)).toEqual([
      expect.stringMatching(/^PATH=/),
      'HOME=/root',
    ]);
  });

  it('has no HOSTNAME when there is none', () => {
    expect(environment([], { ...facts, hostname: '' }).join()).not.toContain('HOSTNAME');
  });
});
