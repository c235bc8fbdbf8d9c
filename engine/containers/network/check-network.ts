import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { readExposedPorts, readPortWishes } from '../../networks/ports/port-wish.ts';
import { parseNetworkMode } from '../network-mode.ts';

type Conflict = readonly [isThere: boolean, message: string];

/**
 * Checks what a create request says of the network against the mode, in Docker's words. `asked` is the request's own
 * configuration, without the image's. Throws `invalid`.
 */
export function checkNetworkOptions(asked: ContainerConfig, host: HostConfig): void {
  const { kind } = parseNetworkMode(host.NetworkMode);
  const some = (list: readonly unknown[] | null | undefined) => (list ?? []).length > 0;
  const keys = (map: object | null | undefined) => Object.keys(map ?? {}).length > 0;
  const shares = kind === 'container';
  const conflicts: readonly Conflict[] = [
    [shares && Boolean(asked.Hostname), 'hostname and the network mode'],
    [host.UTSMode === 'host' && Boolean(asked.Hostname), 'hostname and the UTS mode'],
    [kind === 'host' && some(host.Links), `host type networking can't be used with links. ${UNDEFINED}`],
    [shares && some(host.Links), `container type network can't be used with links. ${UNDEFINED}`],
    [shares && some(host.Dns), 'dns and the network mode'],
    [shares && some(host.ExtraHosts), 'custom host-to-IP mapping and the network mode'],
    [(shares || kind === 'host') && Boolean(asked.MacAddress), 'mac-address and the network mode'],
    [
      shares && (keys(host.PortBindings) || host.PublishAllPorts === true),
      'port publishing and the container type network mode',
    ],
    [shares && keys(asked.ExposedPorts), 'port exposing and the container type network mode'],
  ];
  const found = conflicts.find(([isThere]) => isThere);
  if (found !== undefined) throw fault('invalid', `conflicting options: ${found[1]}`);
  readExposedPorts(asked.ExposedPorts ?? {});
  readPortWishes({ exposed: {}, bindings: host.PortBindings ?? {}, publishAll: false });
}

const UNDEFINED = 'This would result in undefined behavior';
