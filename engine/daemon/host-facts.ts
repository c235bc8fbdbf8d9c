import { access, readFile } from 'node:fs/promises';
import { availableParallelism, hostname, release, totalmem } from 'node:os';

/** What `GET /info` tells of the machine. */
export interface MachineFacts {
  readonly hostname: string;
  readonly kernel: string;
  /** As the distribution calls itself. */
  readonly system: string;
  readonly systemVersion: string;
  readonly cpus: number;
  readonly memory: number;
  readonly ipv4Forwarding: boolean;
  /** What passes a bridge goes through the firewall, too. */
  readonly bridgeFirewall: { readonly ipv4: boolean; readonly ipv6: boolean };
  /** Containers can have control groups as their own root. */
  readonly cgroupNamespaces: boolean;
}

/** Reads the facts; what cannot be read is told as unknown. */
export async function readMachineFacts(): Promise<MachineFacts> {
  const release_ = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    hostname: hostname(),
    kernel: release(),
    system: valueIn(release_, 'PRETTY_NAME') ?? 'Linux',
    systemVersion: valueIn(release_, 'VERSION_ID') ?? '',
    cpus: availableParallelism(),
    memory: totalmem(),
    ipv4Forwarding: await isOn('net/ipv4/ip_forward'),
    bridgeFirewall: {
      ipv4: await isOn('net/bridge/bridge-nf-call-iptables'),
      ipv6: await isOn('net/bridge/bridge-nf-call-ip6tables'),
    },
    cgroupNamespaces: await access('/proc/self/ns/cgroup').then(
      () => true,
      () => false,
    ),
  };
}

async function isOn(sysctl: string): Promise<boolean> {
  return (await readFile(`/proc/sys/${sysctl}`, 'utf8').catch(() => '')).trim() === '1';
}

/** A value of os-release(5). */
function valueIn(osRelease: string, name: string): string | undefined {
  return new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1];
}
