import type { OciMount } from '../../runtime/spec/oci.ts';
import type { Deps } from '../deps.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { etcMounts, writeEtcFiles } from './etc-files.ts';
import { type EtcNetwork, HOST_NETWORK, NO_NETWORK } from './etc-network.ts';

/** Writes a container's /etc files for a start and answers their mounts. Who shares a network shares its files, too. */
export async function prepareEtc(
  deps: Pick<Deps, 'store'>,
  { id, config, hostConfig }: ContainerRecord,
  network?: EtcNetwork,
): Promise<readonly OciMount[]> {
  const mode = parseNetworkMode(hostConfig.NetworkMode);
  if (mode.kind === 'container') return etcMounts(deps.store.folder(deps.store.find(mode.ref).record.id));
  const folder = deps.store.folder(id);
  const withoutBridge = mode.kind === 'host' ? HOST_NETWORK : NO_NETWORK;
  await writeEtcFiles({ folder, config, host: hostConfig, network: network ?? withoutBridge });
  return etcMounts(folder);
}
