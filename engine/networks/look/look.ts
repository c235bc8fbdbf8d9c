import type { NetworkLookBackend } from '../../api/backends/networks.ts';
import { networkMap } from './map.ts';
import { reach } from './reach/reach.ts';
import { endpointDevices, type LookSources } from './sources.ts';
import { throughput } from './throughput.ts';

/** What the window asks about networks: it reads, and tries, and changes nothing. */
export function openNetworkLook(sources: LookSources): NetworkLookBackend {
  return {
    map: async () => networkMap(...(await Promise.all([sources.networks(), sources.containers()]))),
    throughput: (signal) => throughput(() => endpointDevices(sources.sandboxes()), signal),
    reach: (request, signal) => reach(request, sources, signal),
  };
}
