import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../testing/busybox-bundle.ts';
import { makeRuntimeLab, type RuntimeLab } from '../../testing/runtime-lab.ts';
import { wasOomKilled } from '../bundle.ts';
import { readProcessStat } from '../process-stat.ts';
import { readCgroupStats } from './read-stats.ts';
import { removeLeftover } from './remove.ts';

let lab: RuntimeLab;
beforeAll(async () => {
  lab = await makeRuntimeLab();
});
afterAll(() => lab.close());

const statsOf = (id: string) => readCgroupStats(lab.host.cgroups, `/gantry-${lab.instance}/${id}`);

describe('readCgroupStats', () => {
  it('tells time, memory, processes and limits of a running container, and nothing of one that is gone', async () => {
    const container = await lab.create({
      script: 'while true; do true; done & dd if=/dev/zero of=/dev/shm/x bs=1M count=20; sleep 100',
      change: (input) => ({ ...input, resources: { Memory: 64 << 20, NanoCpus: 0.5e9, PidsLimit: 20 } }),
    });
    await container.start();
    await until(async () => ((await container.output()).includes('records out') ? true : undefined));
    await sleep(300);
    const stats = await statsOf(container.id);
    expect(stats?.cpu.total).toBeGreaterThan(10e6);
    expect(stats?.cpu.limit).toBe(0.5);
    expect(stats?.cpu.throttling.periods).toBeGreaterThan(0);
    expect(stats?.memory.usage).toBeGreaterThan(20 << 20);
    expect(stats?.memory.limit).toBe(64 << 20);
    expect(Object.keys(stats?.memory.stat ?? {})).toContain('pgfault');
    expect(stats?.pids.current).toBeGreaterThan(1);
    expect(stats?.pids.limit).toBe(20);
    await container.delete();
    expect(await statsOf(container.id)).toBeUndefined();
  });

  it('counts processes that died for want of memory, as the shim’s file says', async () => {
    const container = await lab.create({
      script: 'dd if=/dev/zero of=/dev/shm/x bs=1M count=60; sleep 100',
      change: (input) => ({ ...input, resources: { Memory: 24 << 20, MemorySwap: 24 << 20 } }),
    });
    expect(await wasOomKilled(container.bundle)).toBe(false);
    await container.start();
    await until(async () => ((await wasOomKilled(container.bundle)) ? true : undefined));
    expect((await statsOf(container.id))?.memory.oomKills).toBeGreaterThan(0);
    await container.delete();
  });
});

describe('removeLeftover', () => {
  it('kills and removes what a crash left, once and again', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    await lab.runtime.pause(container.id);
    const path = `/gantry-${lab.instance}/${container.id}`;
    await removeLeftover(lab.host.cgroups, path);
    await removeLeftover(lab.host.cgroups, path);
    expect(await readProcessStat(container.pid)).toBeUndefined();
    expect(await statsOf(container.id)).toBeUndefined();
    expect((await lab.runtime.state(container.id))?.status).toBe('stopped');
    await container.delete();
  });

  it('does not touch the root cgroup', async () => {
    await expect(removeLeftover(lab.host.cgroups, '/')).rejects.toThrow('the root cgroup stays');
  });
});
