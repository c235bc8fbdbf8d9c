import type { HostConfig } from '../../../engine/api/types/container.ts';

/** A port to publish, as it was typed. */
export interface PortRow {
  /** Of the host; empty for every one. */
  readonly address: string;
  /** Empty for one that the engine chooses. */
  readonly hostPort: string;
  /** Inside the container. */
  readonly port: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export const EMPTY_PORT: PortRow = { address: '', hostPort: '', port: '', protocol: 'tcp' };

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535;
}

/** What is wrong with the rows together; undefined for nothing. */
export function checkPorts(rows: readonly PortRow[], network: string): string | undefined {
  const used = rows.filter(({ hostPort, port }) => hostPort !== '' || port !== '');
  if (used.length === 0) return undefined;
  if (network === 'host')
    return 'On the host’s network the container’s ports are the host’s; none are published.';
  if (network === 'none') return 'A container without a network publishes nothing.';
  if (used.some(({ port }) => !isPort(port))) return 'The container’s port is a number from 1 to 65535.';
  if (used.some(({ hostPort }) => hostPort !== '' && !isPort(hostPort)))
    return 'The host’s port is a number from 1 to 65535, or empty for any that is free.';
  const twice = used.find((row, index) => used.slice(0, index).some((other) => isSamePlace(row, other)));
  return twice === undefined ? undefined : `Port ${twice.hostPort} of the host is in here twice.`;
}

function isSamePlace(a: PortRow, b: PortRow): boolean {
  const meets = a.address === '' || b.address === '' || a.address === b.address;
  return a.hostPort !== '' && a.hostPort === b.hostPort && a.protocol === b.protocol && meets;
}

/** What of a create request is about ports; undefined for none. */
export function portSettings(rows: readonly PortRow[]):
  | {
      readonly exposed: Readonly<Record<string, object>>;
      readonly bindings: NonNullable<HostConfig['PortBindings']>;
    }
  | undefined {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { address, hostPort, port, protocol } of rows) {
    if (port === '') continue;
    (bindings[`${port}/${protocol}`] ??= []).push({ HostIp: address, HostPort: hostPort });
  }
  const keys = Object.keys(bindings);
  return keys.length === 0
    ? undefined
    : { exposed: Object.fromEntries(keys.map((key) => [key, {}])), bindings };
}
