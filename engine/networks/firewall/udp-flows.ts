import { run } from '../../process/run.ts';
import type { FirewallState, PublishedPort } from './state.ts';

/** UDP ports of the host whose way is not what it was; pure. Nothing has moved when it is not known what was. */
export function movedUdpPorts(before: FirewallState | undefined, after: FirewallState): readonly number[] {
  if (before === undefined) return [];
  const ways = ({ published }: FirewallState) =>
    new Map(published.filter(isUdp).map((port) => [JSON.stringify(port), port.hostPort]));
  const [old, fresh] = [ways(before), ways(after)];
  const moved = [
    ...[...old].filter(([way]) => !fresh.has(way)),
    ...[...fresh].filter(([way]) => !old.has(way)),
  ];
  return [...new Set(moved.map(([, hostPort]) => hostPort))];
}

/**
 * Makes the kernel forget the conversations on UDP ports of the host. It keeps the way of one for as long as datagrams come, so a
 * client that never pauses would go on talking to a container that is gone. Throws `unavailable` when conntrack(8) is missing.
 */
export async function forgetUdpFlows(hostPorts: readonly number[]): Promise<void> {
  for (const port of hostPorts) {
    for (const family of ['ipv4', 'ipv6']) {
      // 1 says that there was none.
      await run('conntrack', ['-D', '-f', family, '-p', 'udp', '--orig-port-dst', String(port)], {
        successExitCodes: [0, 1],
      });
    }
  }
}

function isUdp({ protocol }: PublishedPort): boolean {
  return protocol === 'udp';
}
