import { expect, it } from 'vitest';
import { featuresOf } from '../runtime/cgroup/features.ts';
import { warningsOf } from './info-warnings.ts';

const machine = { ipv4Forwarding: true } as never;
const rest = { swap: true, cpus: '0', mems: '0' };

it('says nothing of a machine with all controllers of version 2', () => {
  const features = featuresOf(true, new Set(['memory', 'cpu', 'cpuset', 'io', 'pids']), new Set(), rest);
  expect(warningsOf({ cgroups: { version: '2', features }, machine })).toBeNull();
});

it('names each limit that is not there, in the words that clients print', () => {
  const features = featuresOf(true, new Set(['memory']), new Set(), { ...rest, swap: false });
  expect(warningsOf({ cgroups: { version: '2', features }, machine })).toEqual(
    expect.arrayContaining([
      'WARNING: No swap limit support',
      'WARNING: No cpu cfs quota support',
      'WARNING: No io.max (rbps) support',
    ]),
  );
});
