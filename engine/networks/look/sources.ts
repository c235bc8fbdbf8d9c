import type { ContainerInspect, ContainerSummary } from '../../api/types/container.ts';
import type { NetworkInspect } from '../../api/types/network.ts';
import type { Sandbox } from '../sandbox.ts';

/** What the look needs to know, as values: it stands beside the rooms that know it. */
export interface LookSources {
  networks(): Promise<readonly NetworkInspect[]>;
  containers(): Promise<readonly ContainerSummary[]>;
  /** Throws `not-found`. */
  inspect(id: string): Promise<ContainerInspect>;
  /** Of the containers that run now. */
  sandboxes(): readonly Sandbox[];
}

/** The host's end of a container's link to a network: what it receives, the container sent. */
export interface EndpointDevice {
  readonly container: string;
  readonly network: string;
  /** The interface's name in the engine's namespace. */
  readonly device: string;
}

/** The devices of which the host can read counters; those of macvlan and ipvlan have no end here. */
export function endpointDevices(sandboxes: readonly Sandbox[]): EndpointDevice[] {
  return sandboxes.flatMap(({ container, endpoints }) =>
    endpoints.flatMap(({ network, hostInterface }) =>
      hostInterface === '' ? [] : [{ container, network, device: hostInterface }],
    ),
  );
}
