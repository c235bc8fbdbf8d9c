import type { Backends } from './backends/backends.ts';
import type { Route } from './router.ts';
import { buildRoutes } from './routes/build.ts';
import { commitRoutes } from './routes/commit.ts';
import { containerFileRoutes } from './routes/container-files.ts';
import { containerLifecycleRoutes } from './routes/container-lifecycle.ts';
import { containerStreamRoutes } from './routes/container-streams.ts';
import { containerRoutes } from './routes/containers.ts';
import { diskRoutes } from './routes/disk.ts';
import { execRoutes } from './routes/exec.ts';
import { fileRoutes } from './routes/files.ts';
import { gantryRoutes } from './routes/gantry.ts';
import { hostPortRoutes } from './routes/host-ports.ts';
import { imageCreateRoutes } from './routes/image-create.ts';
import { imageRoutes } from './routes/images.ts';
import { microscopeRoutes } from './routes/microscope.ts';
import { networkLookRoutes } from './routes/network-look.ts';
import { networkRoutes } from './routes/networks.ts';
import { outOfScopeRoutes } from './routes/out-of-scope.ts';
import { recorderRoutes } from './routes/recorder.ts';
import { recreateRoutes } from './routes/recreate.ts';
import { registryRoutes } from './routes/registry.ts';
import { removedLogRoutes } from './routes/removed-logs.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { systemRoutes } from './routes/system.ts';
import { volumeRoutes } from './routes/volumes.ts';

/** Every route of the API over these backends. */
export function allRoutes(backends: Backends): Route[] {
  const { containers, disk, images, microscope, registry, networks, networkLook, status } = backends;
  return [
    ...systemRoutes(backends),
    ...containerRoutes(containers),
    ...containerLifecycleRoutes(containers),
    ...containerStreamRoutes(containers),
    ...containerFileRoutes(containers),
    ...recreateRoutes(backends.edits),
    ...execRoutes(containers),
    ...imageRoutes(images),
    ...imageCreateRoutes(images, registry),
    ...commitRoutes(containers),
    ...registryRoutes(registry),
    ...networkRoutes(networks),
    ...networkLookRoutes(networkLook),
    ...hostPortRoutes(backends.hostPorts),
    ...volumeRoutes(backends.volumes),
    ...snapshotRoutes(backends.timeMachine),
    ...recorderRoutes(backends.recorder),
    ...removedLogRoutes(backends.removedLogs),
    ...buildRoutes(backends.builder),
    ...outOfScopeRoutes(),
    ...gantryRoutes(status),
    ...microscopeRoutes(microscope),
    ...diskRoutes(disk),
    ...fileRoutes(backends.files),
  ];
}
