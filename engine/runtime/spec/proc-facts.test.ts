import { expect, it } from 'vitest';
import { parseCapabilities, parseKernel, parseLimits } from './proc-facts.ts';

it('reads major and minor of a kernel', () => {
  expect(parseKernel('6.1.0-13-amd64')).toEqual([6, 1]);
  expect(parseKernel('5.15')).toEqual([5, 15]);
});

it('reads a set of capabilities', () => {
  expect(parseCapabilities('0000000000000021')).toEqual(['CAP_CHOWN', 'CAP_KILL']);
  expect(parseCapabilities('000001ffffffffff')).toHaveLength(41);
  expect(parseCapabilities('000001fffeffffff')).not.toContain('CAP_SYS_RESOURCE');
});

it('reads limits', () => {
  const text = [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max cpu time              unlimited            unlimited            seconds   ',
    'Max open files            1024                 20000                files     ',
    'Max nice priority         0                    0                    ',
  ].join('\n');
  expect(parseLimits(text)).toEqual({
    RLIMIT_CPU: { soft: Number.POSITIVE_INFINITY, hard: Number.POSITIVE_INFINITY },
    RLIMIT_NOFILE: { soft: 1024, hard: 20000 },
    RLIMIT_NICE: { soft: 0, hard: 0 },
  });
});
