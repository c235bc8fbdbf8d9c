import type { ContainerStats } from '../api/types/container.ts';
import { NEVER } from '../base/clock.ts';
import { readCgroupStats } from '../runtime/cgroup/read-stats.ts';
import { cgroupOf, type Deps } from './deps.ts';
import { readInterfaces, readSystemCpu } from './proc-stats.ts';
import { liveProcess } from './state.ts';
import { NO_USAGE, type UsageView, usageView } from './view/usage-view.ts';

const INTERVAL_MS = 1000;

/**
 * The container's resource use, in Docker's shape: one message a second, or exactly one. `precpu_stats` hold the values of a
 * second before, so that a client can tell the present load; with `oneShot` they are empty and nothing is waited for.
 */
export async function* statsOf(
  deps: Deps,
  id: string,
  options: { readonly stream: boolean; readonly oneShot: boolean },
  signal: AbortSignal,
): AsyncGenerator<ContainerStats> {
  let before: Reading | undefined;
  if (!options.oneShot) {
    before = await readNow(deps, id);
    if (!options.stream) await pause(deps, signal);
  }
  while (!signal.aborted) {
    if (deps.store.peek(id) === undefined) return;
    const now = await readNow(deps, id);
    yield messageOf(deps, id, now, options.oneShot ? undefined : before);
    if (!options.stream) return;
    before = now;
    await pause(deps, signal);
  }
}

async function pause(deps: Deps, signal: AbortSignal): Promise<void> {
  await deps.clock.sleep(INTERVAL_MS, signal).catch(() => undefined);
}

interface Reading extends UsageView {
  readonly at: string;
  readonly networks: ContainerStats['networks'];
}

async function readNow(deps: Deps, id: string): Promise<Reading> {
  const at = new Date(deps.clock.now()).toISOString();
  const entry = deps.store.peek(id);
  const live = entry === undefined ? undefined : liveProcess(entry.stored.state);
  if (entry === undefined || live === undefined) return { at: NEVER, ...NO_USAGE, networks: undefined };
  const [cgroup, system, networks] = await Promise.all([
    readCgroupStats(deps.host.cgroups, cgroupOf(deps, entry.record)),
    readSystemCpu(),
    readInterfaces(live.pid),
  ]);
  if (cgroup === undefined) return { at, ...NO_USAGE, networks: undefined };
  return { at, ...usageView(cgroup, system), networks };
}

function messageOf(deps: Deps, id: string, now: Reading, before: Reading | undefined): ContainerStats {
  return {
    id,
    name: `/${deps.store.peek(id)?.record.name ?? ''}`,
    read: now.at,
    preread: before?.at ?? NEVER,
    ...now.rest,
    storage_stats: {},
    cpu_stats: now.cpu,
    precpu_stats: before?.cpu ?? NO_USAGE.cpu,
    ...(now.networks === undefined ? {} : { networks: now.networks }),
  };
}
