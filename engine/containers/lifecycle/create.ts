import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import type {
  ContainerConfig,
  ContainerCreateRequest,
  ContainerCreateResponse,
  HostConfig,
} from '../../api/types/container.ts';
import { fault, isKind } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { Undo } from '../../base/undo.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { Image } from '../../images/image.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { parseExtraHosts } from '../files/hosts-text.ts';
import { logPolicyOf } from '../logs/log-policy.ts';
import { seedMounts } from '../mounts/seed.ts';
import { settleMounts } from '../mounts/settle.ts';
import { mountWishesOf } from '../mounts/wishes.ts';
import { checkName, inventName } from '../names.ts';
import { checkNetworkOptions } from '../network/check-network.ts';
import { type ContainerNetworks, settleNetworks } from '../network/settle-networks.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { takeAlong } from '../recreate/take-along.ts';
import { checkConfig, checkHostConfig } from '../request/check-host-config.ts';
import { checkPlatform, parsePlatform, platformWarnings } from '../request/check-platform.ts';
import { checkSysctls } from '../request/check-sysctls.ts';
import { withDefaults } from '../request/host-config-defaults.ts';
import { argsOf, mergeConfig } from '../request/merge-config.ts';
import { settleLimits } from '../request/settle-limits.ts';
import { refuseUnsupported } from '../request/supported.ts';
import { parseSignal } from '../signals.ts';
import { checkSecurity } from '../spec/security.ts';

/**
 * Makes a container from an image, not started. On failure nothing is left: no name, no folder, no layer. Throws
 * `invalid`, `not-found` (the image), `conflict` (the name), `not-implemented` (an option that would be ignored).
 */
export async function createContainer(
  deps: Deps,
  request: ContainerCreateRequest,
  options: {
    readonly name?: string;
    readonly platform?: string;
    /** The container whose place it is to take: it gets the anonymous volumes of that one. */
    readonly replaces?: ContainerRecord;
  },
): Promise<ContainerCreateResponse> {
  const { HostConfig: askedHost, NetworkingConfig: networking, ...asked } = request;
  const limits = settleLimits(askedHost ?? {}, deps.host.features);
  const host = withDefaults(limits.host, {
    cgroupV2: deps.host.cgroups.mode === 'v2',
    idOf: (ref) => idOf(deps, ref),
  });
  const name = options.name === undefined || options.name === '' ? undefined : checkName(options.name);
  checkHostConfig(host);
  checkSysctls(host);
  refuseUnsupported(host);
  const security = checkSecurity(host, deps.host);
  logPolicyOf(host);
  mountWishesOf(host, asked);
  parseExtraHosts(host.ExtraHosts ?? []);
  chooseRuntime(deps.runtimes, host.Runtime);
  checkNetworkOptions(asked, host);
  const networks = settleNetworks(deps, asked, host, networking?.EndpointsConfig ?? {});

  const imageRef = asked.Image ?? '';
  const platform = parsePlatform(options.platform);
  const image = await deps.images.resolve(imageRef);
  checkPlatform(image, imageRef, platform);
  const release = deps.images.hold(image);
  try {
    return await createFrom(deps, image, {
      asked,
      host,
      networks,
      imageRef,
      name,
      replaces: options.replaces,
      warnings: [
        ...limits.warnings,
        ...security,
        ...portWarnings(host),
        ...(platform === undefined ? platformWarnings(image) : []),
      ],
    });
  } finally {
    release();
  }
}

interface Wanted {
  readonly asked: ContainerConfig;
  readonly host: HostConfig;
  readonly networks: ContainerNetworks;
  readonly imageRef: string;
  readonly name: string | undefined;
  readonly replaces: ContainerRecord | undefined;
  readonly warnings: readonly string[];
}

async function createFrom(deps: Deps, image: Image, wanted: Wanted): Promise<ContainerCreateResponse> {
  const { asked, host, networks, imageRef, name, replaces } = wanted;
  const id = newId();
  const merged = mergeConfig(image.config, asked);
  const config = {
    ...merged,
    Image: imageRef,
    Hostname: merged.Hostname || (sharesHostname(host) ? hostname() : id.slice(0, 12)),
  };
  checkConfig(config);
  if (config.StopSignal) parseSignal(config.StopSignal);
  const args = argsOf(config);
  if (args.length === 0) throw fault('invalid', 'no command specified');
  const wishes = takeAlong(mountWishesOf(host, config), replaces?.mounts ?? []);

  return await Undo.run(async (undo) => {
    const finalName = name ?? inventName((candidate) => deps.store.nameIsTaken(candidate));
    deps.store.reserveName(finalName, id);
    undo.add('reserve the name', () => deps.store.releaseName(finalName, id));
    await deps.images.ensureUnpacked(image);
    await makeFolder(deps.store.folder(id), 0o710);
    undo.add('make the folder', () => rm(deps.store.folder(id), { recursive: true, force: true }));
    await deps.layers.createWritable(id, image.chain);
    undo.add('make the writable layer', () => deps.layers.removeWritable(id));
    undo.add('hold its volumes', () => deps.volumes.letGo(id));
    const mounts = await settleMounts(deps, id, wishes, undo);
    await seedMounts(deps, id, mounts);
    const record: ContainerRecord = {
      schema: 1,
      id,
      name: finalName,
      created: new Date(deps.clock.now()).toISOString(),
      image: image.id,
      imageRef,
      imageDiffIds: image.diffIds,
      platform: image.os,
      config,
      hostConfig: host,
      args,
      mounts,
      networks,
      ...(replaces === undefined ? {} : { replaces: { id: replaces.id, named: false } }),
    };
    await deps.store.add(record);
    deps.volumes.letGo(id);
    tell(deps, record, 'create');
    return { Id: id, Warnings: wanted.warnings };
  });
}

/** Whether the partner is there is looked at when it is needed. */
function idOf(deps: Deps, ref: string): string | undefined {
  try {
    return deps.store.find(ref).record.id;
  } catch (error) {
    if (isKind(error, 'not-found') || isKind(error, 'invalid')) return undefined;
    throw error;
  }
}

/** A container in the host's network or uts namespace has the host's name. */
function sharesHostname(host: HostConfig): boolean {
  return parseNetworkMode(host.NetworkMode).kind === 'host' || host.UTSMode === 'host';
}

function portWarnings(host: HostConfig): string[] {
  const publishes = Object.keys(host.PortBindings ?? {}).length > 0;
  return publishes && parseNetworkMode(host.NetworkMode).kind === 'host'
    ? ['Published ports are discarded when using host network mode']
    : [];
}
