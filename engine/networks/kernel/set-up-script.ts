import { type NameServerAt, resolverRules, resolverSysctls } from '../names/container-rules.ts';
import type { Endpoint } from '../sandbox.ts';
import {
  batch,
  hostCommands,
  interfaceCommands,
  type NewEndpoint,
  parameterScript,
  routeCommands,
} from './endpoint-script.ts';

/** What is to be made in a container's namespace. */
export interface SetUp {
  /** A process in the namespace. */
  readonly pid: number;
  readonly added: readonly NewEndpoint[];
  /** All that are there afterwards. */
  readonly endpoints: readonly Endpoint[];
  /** Where the container asks for names; undefined for no change. */
  readonly names: NameServerAt | undefined;
  /** The namespace is new, and even its loopback is down. */
  readonly isNew: boolean;
}

/**
 * One shell script for a namespace, which reaches out to ours for the other ends of the pairs, so that all of it is one program
 * to start.
 */
export function setUpScript({ pid, added, endpoints, names, isNew }: SetUp): string {
  const outside = `nsenter --net=/proc/${process.pid}/ns/net ip`;
  return [
    batch(hostCommands(added, String(pid)), outside),
    parameterScript(added),
    batch([...(isNew ? ['link set lo up'] : []), ...interfaceCommands(added), ...routeCommands(endpoints)]),
    ...(names === undefined ? [] : [namesScript(names)]),
  ].join('\n');
}

function namesScript(names: NameServerAt): string {
  const sysctls = resolverSysctls(names).map(
    ([key, value]) => `echo ${value} > /proc/sys/${key.replaceAll('.', '/')} || exit 1`,
  );
  return [`nft -f - <<'NFT' || exit 1`, resolverRules(names).trimEnd(), 'NFT', ...sysctls].join('\n');
}
