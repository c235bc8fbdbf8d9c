import { fault } from '../../base/errors.ts';
import { resourceLabels } from '../labels/labels.ts';
import type { Project } from '../model/project.ts';
import { defined } from '../request/defined.ts';
import { comparableResource } from '../wanted/comparable.ts';
import { ifThere } from './lenient.ts';
import type { Work } from './work.ts';

/** Makes a project's network. */
export async function createNetwork({ client }: Work, project: Project, key: string): Promise<void> {
  const network = project.networks[key];
  if (network === undefined) throw fault('invalid', `undefined network ${key}`);
  const { text, hash } = comparableResource(network);
  const { driver, options, config } = network.ipam;
  await client.networks.create({
    Name: network.name,
    ...defined({
      Driver: network.driver ?? 'bridge',
      Options: network.driver_opts,
      Internal: network.internal,
      Attachable: network.attachable,
      EnableIPv4: network.enable_ipv4,
      EnableIPv6: network.enable_ipv6,
    }),
    ...(driver === undefined && options === undefined && config === undefined
      ? {}
      : {
          IPAM: defined({
            Driver: driver,
            Options: options,
            Config: config?.map(({ subnet, ip_range, gateway, aux_addresses }) =>
              defined({
                Subnet: subnet,
                IPRange: ip_range,
                Gateway: gateway,
                AuxiliaryAddresses: aux_addresses,
              }),
            ),
          }),
        }),
    Labels: resourceLabels(project, 'network', key, { labels: network.labels, config: text, hash }),
  });
}

/** Takes containers out of a network and makes it anew. The containers themselves are made anew after that. */
export async function recreateNetwork(
  work: Work,
  project: Project,
  {
    key,
    network,
    members,
  }: { readonly key: string; readonly network: string; readonly members: readonly string[] },
): Promise<void> {
  for (const member of members)
    await ifThere(work.client.networks.disconnect(network, member, { force: true }));
  await ifThere(work.client.networks.remove(network));
  await createNetwork(work, project, key);
}

/** Makes a project's volume. */
export async function createVolume({ client }: Work, project: Project, key: string): Promise<void> {
  const volume = project.volumes[key];
  if (volume === undefined) throw fault('invalid', `undefined volume ${key}`);
  const { text, hash } = comparableResource(volume);
  await client.volumes.create({
    Name: volume.name,
    ...defined({ Driver: volume.driver, DriverOpts: volume.driver_opts }),
    Labels: resourceLabels(project, 'volume', key, { labels: volume.labels, config: text, hash }),
  });
}
