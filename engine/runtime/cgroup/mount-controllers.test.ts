import { describe, expect, it } from 'vitest';
import { leftInV2 } from './mount-controllers.ts';

const layout = (unified: string, controllers: Readonly<Record<string, string>>) => ({
  mode: 'hybrid' as const,
  unified,
  controllers: new Map(Object.entries(controllers)),
});

describe('the controllers that are left in v2', () => {
  const UNIFIED = '/sys/fs/cgroup/unified';

  it('are those of a hybrid machine that no v1 hierarchy has, by their names in v1', () => {
    const hybrid = layout(UNIFIED, { memory: '/sys/fs/cgroup/memory', hugetlb: UNIFIED, io: UNIFIED });
    expect(leftInV2(hybrid)).toEqual(['hugetlb', 'blkio']);
  });

  it('are none where v2 is at the usual place, whatever v1 somebody mounted beside it', () => {
    const V2 = '/sys/fs/cgroup';
    expect(leftInV2(layout(V2, { memory: V2, cpuset: V2, net_cls: '/run/vpn' }))).toEqual([]);
  });

  it('are none with v1 or v2 alone', () => {
    const hybrid = layout(UNIFIED, { hugetlb: UNIFIED });
    expect([leftInV2({ ...hybrid, mode: 'v1' }), leftInV2({ ...hybrid, mode: 'v2' })]).toEqual([[], []]);
  });
});
