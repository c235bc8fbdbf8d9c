import type { HostPortHolder, HostPortState } from '../../api/types/host-port.ts';
import type { Claims } from './claims.ts';
import { isInTheWay, listeningSockets, processOfSocket } from './socket-holder.ts';
import type { HostSocket } from './socket-table.ts';

type Asked = Pick<HostPortState, 'port' | 'protocol' | 'address'>;

/** Whether a port of the host is free as far as the kernel's tables and our own claims say; only a claim knows for sure. */
export async function hostPortState(
  asked: Asked,
  claims: Claims,
  nameOf: (container: string) => string | undefined,
): Promise<HostPortState> {
  const { port, protocol } = asked;
  const sockets = protocol === 'sctp' ? [] : await listeningSockets(protocol);
  const addresses = asked.address === '' ? ['0.0.0.0', '::'] : [asked.address];
  const holder = await holderOf(port);
  const free = isFree(port);
  const nearestFree = nearest(port, isFree);
  return {
    ...asked,
    free,
    ...(holder === undefined ? {} : { holder }),
    ...(nearestFree === undefined ? {} : { nearestFree }),
  };

  function claimOn(candidate: number) {
    return addresses
      .map((hostIp) => claims.conflict({ protocol, hostIp, hostPort: candidate }))
      .find((claim) => claim !== undefined);
  }

  function socketOn(candidate: number): HostSocket | undefined {
    return sockets.find(
      (socket) => socket.port === candidate && addresses.some((address) => isInTheWay(socket, address)),
    );
  }

  function isFree(candidate: number): boolean {
    return claimOn(candidate) === undefined && socketOn(candidate) === undefined;
  }

  async function holderOf(candidate: number): Promise<HostPortHolder | undefined> {
    const claim = claimOn(candidate);
    if (claim !== undefined) {
      const { container } = claim;
      return { kind: 'container', id: container, name: nameOf(container) ?? container.slice(0, 12) };
    }
    const socket = socketOn(candidate);
    const found = socket && (await processOfSocket(socket));
    return found && { kind: 'process', ...found };
  }
}

/** The port itself, else the next above, else the next below. */
function nearest(port: number, isFree: (candidate: number) => boolean): number | undefined {
  for (let candidate = port; candidate <= 65_535; candidate++) if (isFree(candidate)) return candidate;
  for (let candidate = port - 1; candidate > 0; candidate--) if (isFree(candidate)) return candidate;
  return undefined;
}
