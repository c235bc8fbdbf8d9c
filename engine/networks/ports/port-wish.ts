import { isIP } from 'node:net';
import type { PortBinding } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** A container's port as a client names it: `80`, `80/tcp`, `53/udp`. */
export interface ContainerPort {
  readonly port: number;
  readonly protocol: Protocol;
}

/** What a client wants published. */
export interface PortWish extends ContainerPort {
  /** '' for whatever the network says, which is every address of the host unless told. */
  readonly hostIp: string;
  /** The first free one of these is taken; undefined for any of the kernel's ephemeral ports. */
  readonly hostPorts: { readonly first: number; readonly last: number } | undefined;
}

/** What of a container's request concerns ports. */
export interface PortRequest {
  readonly exposed: Readonly<Record<string, object>>;
  readonly bindings: Readonly<Record<string, readonly PortBinding[] | null>>;
  /** Publishes every exposed port that has no binding. */
  readonly publishAll: boolean;
}

/**
 * The ports that a request wants published, by port and protocol, in the order in which Docker takes them. Throws `invalid` in
 * Docker's words.
 */
export function readPortWishes({ exposed, bindings, publishAll }: PortRequest): PortWish[] {
  const ports = new Map<string, { readonly at: ContainerPort; readonly wished: PortBinding[] }>();
  const entryOf = (at: ContainerPort) => {
    const key = portKey(at);
    const known = ports.get(key) ?? { at, wished: [] };
    ports.set(key, known);
    return known;
  };
  for (const at of readExposedPorts(exposed)) entryOf(at);
  for (const [key, wished] of Object.entries(bindings)) {
    entryOf(readPortKey(key)).wished.push(...(wished ?? []));
  }
  return [...ports.values()]
    .sort((a, b) => a.at.port - b.at.port || a.at.protocol.localeCompare(b.at.protocol))
    .flatMap(({ at, wished }): PortWish[] => {
      if (wished.length > 0) return wished.map((binding) => ({ ...at, ...readBinding(binding) }));
      return publishAll ? [{ ...at, hostIp: '', hostPorts: undefined }] : [];
    });
}

/** The ports that an image or a request exposes; a range counts as each of its ports. Throws `invalid`. */
export function readExposedPorts(exposed: Readonly<Record<string, object>>): ContainerPort[] {
  return Object.keys(exposed).flatMap((key) => {
    const [numbers = '', ...rest] = key.split('/');
    const range = /^(\d+)-(\d+)$/.exec(numbers);
    if (range === null) return [readPortKey(key)];
    const { first, last } = readRange(numbers);
    const count = last - first + 1;
    return Array.from({ length: count }, (_none, index) => readPortKey([first + index, ...rest].join('/')));
  });
}

/** Reads `80/tcp`. Throws `invalid`. */
function readPortKey(key: string): ContainerPort {
  const [number = '', protocol = 'tcp', ...more] = key.split('/');
  const port = readNumber(number);
  const lower = (protocol || 'tcp').toLowerCase();
  if (port === undefined || port === 0 || more.length > 0) {
    throw fault('invalid', `invalid port specification: "${key}"`);
  }
  if (lower !== 'tcp' && lower !== 'udp' && lower !== 'sctp') {
    throw fault('invalid', `invalid protocol in port specification "${key}": ${protocol}`);
  }
  return { port, protocol: lower };
}

/** Docker's name of a container's port: `80/tcp`. */
export function portKey({ port, protocol }: ContainerPort): string {
  return `${port}/${protocol}`;
}

function readBinding({ HostIp = '', HostPort = '' }: PortBinding): Pick<PortWish, 'hostIp' | 'hostPorts'> {
  const hostIp = HostIp.replace(/^\[(.*)\]$/, '$1');
  if (hostIp !== '' && isIP(hostIp) === 0) {
    throw fault('invalid', `invalid IP address in port binding: "${HostIp}"`);
  }
  // Docker's form allows a protocol here, and ignores it.
  const numbers = HostPort.split('/')[0] ?? '';
  if (numbers === '' || /^0+(-0+)?$/.test(numbers)) return { hostIp, hostPorts: undefined };
  return { hostIp, hostPorts: readRange(numbers) };
}

function readRange(text: string): { readonly first: number; readonly last: number } {
  const [start = '', end = start, ...more] = text.split('-');
  const [first, last] = [readNumber(start), readNumber(end)];
  if (first === undefined || last === undefined || first === 0 || last < first || more.length > 0) {
    throw fault('invalid', `invalid port specification: "${text}"`);
  }
  return { first, last };
}

/** A port's number, 0 to 65535. */
function readNumber(text: string): number | undefined {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65_535 ? number : undefined;
}
