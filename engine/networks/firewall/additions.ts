import type { FirewallState } from './state.ts';

/**
 * What has to be added to get from one state to another; undefined when something has to go or to change, for which the
 * whole table is replaced.
 */
export function additions(before: FirewallState, after: FirewallState): FirewallState | undefined {
  const networks = added(before.networks, after.networks);
  const published = added(before.published, after.published);
  const links = added(before.links ?? [], after.links ?? []);
  if (networks === undefined || published === undefined || links === undefined) return undefined;
  return { networks, published, links };
}

/** True when there is nothing in it. */
export function isEmpty({ networks, published, links = [] }: FirewallState): boolean {
  return networks.length + published.length + links.length === 0;
}

function added<T>(before: readonly T[], after: readonly T[]): T[] | undefined {
  const old = new Set(before.map((thing) => JSON.stringify(thing)));
  const fresh = after.filter((thing) => !old.delete(JSON.stringify(thing)));
  return old.size === 0 ? fresh : undefined;
}
