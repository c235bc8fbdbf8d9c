import { readdir, readFile, writeFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import type { FirewallNetwork } from './state.ts';

const NET = '/proc/sys/net';

/**
 * Turns on in the kernel what the networks need and no rule can say: forwarding, and loopback addresses beyond the loopback
 * device on bridges. Answers the bridges that do not exist yet. Throws `system` when the kernel refuses.
 */
export async function switchOn(networks: readonly FirewallNetwork[]): Promise<ReadonlySet<string>> {
  const outward = networks.filter(({ internal }) => !internal);
  if (outward.length > 0) await turn(`${NET}/ipv4/ip_forward`, '1');
  if (outward.some(({ subnets }) => subnets.some(hasV6))) await forwardV6();
  const missing = new Set<string>();
  await Promise.all(
    networks.map(async ({ bridge, icc }) => {
      const isThere = await turn(`${NET}/ipv4/conf/${bridge}/route_localnet`, '1');
      if (isThere && !icc) {
        // Isolated ports hear no ARP of each other: the host answers for them, at once.
        await turn(`${NET}/ipv4/conf/${bridge}/proxy_arp_pvlan`, '1');
        await turn(`${NET}/ipv4/neigh/${bridge}/proxy_delay`, '0');
      }
      if (!isThere) missing.add(bridge);
    }),
  );
  return missing;
}

function hasV6(subnet: string): boolean {
  return isIPv6(subnet.split('/')[0] ?? '');
}

/** A host that forwards no longer listens to router advertisements unless told so (accept_ra=2), and would lose its own address. */
async function forwardV6(): Promise<void> {
  const all = `${NET}/ipv6/conf/all/forwarding`;
  if ((await read(all)) !== '0') return;
  for (const name of await readdir(`${NET}/ipv6/conf`)) {
    const accept = `${NET}/ipv6/conf/${name}/accept_ra`;
    if (name !== 'all' && (await read(accept)) === '1') await turn(accept, '2');
  }
  await turn(all, '1');
}

/** False when there is no such switch. */
async function turn(path: string, value: string): Promise<boolean> {
  const now = await read(path);
  if (now === undefined) return false;
  if (now === value) return true;
  try {
    await writeFile(path, value);
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return false;
    throw fault('system', `cannot set ${path} to ${value}: ${messageOf(cause)}`, cause);
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
