import { join } from 'node:path';
import type { ContainerInspect } from '../../api/types/container.ts';
import type { Deps } from '../deps.ts';
import type { ExecStore } from '../exec/exec-store.ts';
import { healthView } from '../health/health.ts';
import { logPath } from '../logs/log-path.ts';
import { logPolicyOf } from '../logs/log-policy.ts';
import { mountsOf } from '../mounts/view.ts';
import type { ContainerRecord } from '../record.ts';
import { liveProcess, viewOf } from '../state.ts';
import { configView, hostConfigView } from './config-view.ts';
import { networkSettingsOf } from './network-view.ts';

/** The answer of `docker inspect`. `size` costs a walk over the container's own layer. */
export async function inspectContainer(
  deps: Deps,
  execs: ExecStore,
  id: string,
  options: { readonly size: boolean },
): Promise<ContainerInspect> {
  const { record, stored } = deps.store.get(id);
  const folder = deps.store.folder(id);
  const [path = '', ...args] = record.args;
  const open = execs.openIn(id);
  return {
    Id: record.id,
    Created: record.created,
    Path: path,
    Args: args,
    State: {
      ...viewOf(stored.state),
      ...(stored.health === undefined ? {} : { Health: healthView(stored.health) }),
    },
    Image: record.image,
    ResolvConfPath: join(folder, 'resolv.conf'),
    HostnamePath: join(folder, 'hostname'),
    HostsPath: join(folder, 'hosts'),
    LogPath: logPolicyOf(record.hostConfig).readable ? logPath(deps.store, id) : '',
    Name: `/${record.name}`,
    RestartCount: stored.restartCount,
    Driver: 'overlay2',
    Platform: record.platform,
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: open.length === 0 ? null : open,
    HostConfig: hostConfigView(deps, record),
    GraphDriver: { Name: 'overlay2', Data: { ...(await deps.layers.describe(id)), ID: id } },
    ...(options.size ? await sizesOf(deps, record) : {}),
    Mounts: mountsOf(deps, record),
    Config: configView(record),
    NetworkSettings: networkSettingsOf(deps, record, liveProcess(stored.state)?.pid ?? 0),
  };
}

/** Bytes of the container's own files, and together with its image's. */
export async function sizesOf(
  deps: Deps,
  record: ContainerRecord,
): Promise<{ readonly SizeRw: number; readonly SizeRootFs: number }> {
  const own = await deps.layers.sizeOf(record.id);
  const image = await deps.images.resolve(record.image);
  return { SizeRw: own, SizeRootFs: own + (await deps.images.sizeOf(image)) };
}
