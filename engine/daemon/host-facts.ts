import { readFile } from 'node:fs/promises';
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
}

/** Reads the facts; what cannot be read is told as unknown. */
export async function readMachineFacts(): Promise<MachineFacts> {
  const release_ = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const forwarding = await readFile('/proc/sys/net/ipv4/ip_forward', 'utf8').catch(() => '0');
  return {
    hostname: hostname(),
    kernel: release(),
    system: valueIn(release_, 'PRETTY_NAME') ?? 'Linux',
    systemVersion: valueIn(release_, 'VERSION_ID') ?? '',
    cpus: availableParallelism(),
    memory: totalmem(),
    ipv4Forwarding: forwarding.trim() === '1',
  };
}

/** A value of os-release(5). */
function valueIn(osRelease: string, name: string): string | undefined {
  return new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1];
}
