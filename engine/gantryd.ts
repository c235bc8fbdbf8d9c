import { join } from 'node:path';
import type { Backends } from './api/backends/backends.ts';
import type { NetworkBackend } from './api/backends/networks.ts';
import { allRoutes } from './api/routes.ts';
import { type ApiServer, createApiServer } from './api/server.ts';
import { systemClock } from './base/clock.ts';
import { fault, messageOf } from './base/errors.ts';
import type { Logger } from './base/logger.ts';
import { openBuilder } from './builder/builder.ts';
import { type Containers, imageUsers, openContainers } from './containers/containers.ts';
import { installedInit } from './containers/init-program.ts';
import { cgroupsElsewhere } from './containers/left-cgroups.ts';
import { volumeUsers } from './containers/mounts/volume-users.ts';
import { containersOnDisk } from './containers/on-disk.ts';
import { recordedContainers } from './containers/recorded.ts';
import { RemovedLogs } from './containers/removed-logs/removed-logs.ts';
import { ContainerStore } from './containers/store.ts';
import { assetPath } from './daemon/assets.ts';
import { type Command, HELP, parseFlags, type Roots } from './daemon/flags.ts';
import { prepareRoots } from './daemon/folders.ts';
import { ensureInstance, readInstance } from './daemon/instance.ts';
import { lockRoots } from './daemon/lock.ts';
import { createLogger } from './daemon/logger.ts';
import { pathsOf } from './daemon/paths.ts';
import { performReset, planReset } from './daemon/reset.ts';
import { exitOnSignals } from './daemon/shutdown.ts';
import { systemBackend } from './daemon/system.ts';
import { VERSION } from './daemon/version.ts';
import { EventBus } from './events/bus.ts';
import { openFiles } from './files/files.ts';
import { openImageStore } from './images/image-store.ts';
import { ensureStarterImage } from './images/starter.ts';
import { openLayerStore } from './layers/overlay-store.ts';
import { openUnpackThreads } from './layers/unpack-threads.ts';
import { openMicroscope } from './microscope/microscope.ts';
import { openNetworkLook } from './networks/look/look.ts';
import { type Networks, openNetworks } from './networks/networks.ts';
import { kernelLeftovers, networkLeftovers } from './networks/reset.ts';
import { openReclaim } from './reclaim/reclaim.ts';
import { EventLog } from './recorder/events/event-log.ts';
import { openRecorder } from './recorder/recorder.ts';
import { Registries } from './registry/registries.ts';
import { parseRegistrySettings } from './registry/settings.ts';
import { mountLeftControllers } from './runtime/cgroup/mount-controllers.ts';
import { probeRuntimes } from './runtime/probe/probe-runtimes.ts';
import { readHostFacts } from './runtime/spec/host-facts.ts';
import { volumeTree } from './volumes/file-tree.ts';
import { volumesOnDisk } from './volumes/on-disk.ts';
import { openTimeMachine } from './volumes/snapshots/time-machine.ts';
import { openVolumes } from './volumes/volumes.ts';

/** The engine's process: reads the command line, connects the rooms, and serves the API until a signal. */
async function main(): Promise<void> {
  const command = parseFlags(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return;
    case 'version':
      process.stdout.write(`gantryd ${VERSION}\n`);
      return;
    case 'reset':
      await reset(command);
      return;
    case 'serve':
      await serve(command);
  }
}

async function serve(command: Extract<Command, { kind: 'serve' }>): Promise<void> {
  const startedAt = new Date();
  // Programs that run beside us do not keep us; until we listen, nothing else does while we wait for them.
  const alive = setInterval(() => undefined, 60_000);
  const settings = parseRegistrySettings(command.registries);
  await prepareRoots(command);
  const lock = await lockRoots(command);
  const instance = await ensureInstance(pathsOf(command).instance);
  const logger = createLogger(command.logLevel, instance);
  const registries = new Registries({ settings, clock: systemClock, logger, env: process.env });
  const rooms = await openRooms(command, { instance, logger, startedAt, registries });
  const server = createApiServer(allRoutes(rooms.backends), { version: VERSION, logger });
  exitOnSignals(() => stop(server, rooms, lock), logger);
  await server.listen(command.socket);
  clearInterval(alive);
  logger.info('ready', { socket: command.socket, milliseconds: Date.now() - startedAt.getTime() });
  process.stdout.write(`listening on unix://${command.socket}\n`);
}

interface Rooms {
  readonly backends: Backends;
  close(): Promise<void>;
}

/** Opens the rooms from the bottom up and connects them. */
async function openRooms(
  roots: Roots & {
    readonly logLevel: string;
    readonly removedLogs: number;
    readonly buildCache: number | undefined;
  },
  {
    instance,
    logger,
    startedAt,
    registries,
  }: {
    readonly instance: string;
    readonly logger: Logger;
    readonly startedAt: Date;
    readonly registries: Registries;
  },
): Promise<Rooms> {
  const paths = pathsOf(roots);
  const past = await EventLog.open(join(paths.recorder, 'events'), logger);
  const events = new EventBus(undefined, await past.last());
  events.subscribe((event) => past.add(event));
  const store = new ContainerStore(paths.containers, logger);
  const removedLogs = await RemovedLogs.open({
    root: paths.removedLogs,
    limit: roots.removedLogs,
    clock: systemClock,
    logger,
  });
  const unpackers = openUnpackThreads(new URL('./unpack.worker.js', import.meta.url));
  await mountLeftControllers(logger);
  const host = await readHostFacts(assetPath('seccomp.json'));
  const [runtimes, { layers, images }] = await Promise.all([
    probeRuntimes({ execRoot: roots.execRoot, instance, host, logger }),
    openLayerStore({ root: paths.layers, logger, unpack: unpackers.unpack }).then(async (layers) => ({
      layers,
      images: await openImageStore({
        root: paths.images,
        layers,
        events,
        logger,
        users: imageUsers(store),
        registries,
      }),
    })),
  ]);
  // Does nothing but at the very first start, which then has an image before it says that it is ready.
  await ensureStarterImage({ images, root: paths.images, assets: assetPath('starter-image'), logger });
  const volumes = await openVolumes({
    root: paths.volumes,
    users: volumeUsers(store),
    events,
    clock: systemClock,
    logger,
  });
  const networks = await openNetworks({
    folder: paths.networks,
    runFolder: paths.sandboxes,
    instance,
    events,
    clock: systemClock,
    logger,
  });
  // What a crash interrupted is finished before a container can see it.
  const timeMachine = await openTimeMachine({ volumes, events, logger });
  const containers = await openContainers({
    store,
    removedLogs,
    layers,
    images,
    volumes,
    networks,
    runtimes,
    host,
    events,
    clock: systemClock,
    logger,
    execRoot: roots.execRoot,
    instance,
  });
  const builder = await openBuilder({
    root: paths.builder,
    cacheBytes: roots.buildCache,
    users: imageUsers(store),
    mounts: paths.builds,
    images,
    registry: images,
    layers,
    containers,
    events,
    clock: systemClock,
    logger,
  });
  const recorder = await openRecorder({
    folder: join(paths.recorder, 'usage'),
    containers: recordedContainers({ store, instance }),
    cgroups: host.cgroups,
    events: past,
    clock: systemClock,
    logger,
  });
  const system = systemBackend({
    roots,
    instance,
    runtime: {
      name: runtimes.standard.name,
      version: runtimes.standard.version,
      refused: runtimes.refused,
    },
    events,
    past,
    debug: roots.logLevel === 'debug',
    registries,
    startedAt,
    rooms: async () => ({
      containers: containers.count(),
      images: (await images.list({ all: false, sharedSize: false, filters: new Map() })).length,
      runtimes: runtimes.byName,
      cgroups: {
        version: host.cgroups.mode === 'v2' ? '2' : '1',
        features: host.features,
      },
      security: host,
      initProgram: await installedInit(),
    }),
    async layersSize() {
      const sizes = (await layers.chains()).map((chain) => layers.sizeOfChain(chain));
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },
  });
  return {
    backends: {
      containers,
      edits: containers,
      images,
      registry: images,
      builder,
      system,
      status: system,
      networks: networkBackend(networks, containers),
      networkLook: openNetworkLook({
        networks: () => networks.list(new Map()),
        containers: () => containers.list({ all: true, size: false, filters: new Map() }),
        inspect: (id) => containers.inspect(id, { size: false }),
        sandboxes: () => networks.sandboxes(),
      }),
      hostPorts: networks.ports,
      microscope: openMicroscope({ images, layers }),
      files: openFiles({
        container: (ref) => containers.files(ref),
        volume: (name) => volumeTree(volumes, name),
      }),
      disk: openReclaim({
        root: roots.dataRoot,
        imagesRoot: paths.images,
        layersRoot: paths.layers,
        containersRoot: paths.containers,
        removedLogsRoot: paths.removedLogs,
        volumesRoot: paths.volumes,
        images,
        layers,
        containers: () => containersOnDisk(store),
        removedLogs: () => removedLogs.list().logs,
        removeLog: (id) => removedLogs.delete(id),
        volumes: () => volumesOnDisk(volumes),
        removeVolume: (name) => volumes.remove(name, { force: false }),
        removeContainer: (id) =>
          containers.remove(id, { force: false, volumes: false, link: false, withLog: true }),
      }),
      volumes,
      timeMachine,
      recorder,
      removedLogs,
    },
    close: async () => {
      await recorder.close();
      await containers.close();
      await networks.end();
      volumes.close();
      await unpackers.close();
      await layers.close();
      await past.flush();
    },
  };
}

/** Networks know no containers, and who connects one needs both. */
function networkBackend(networks: Networks, containers: Containers): NetworkBackend {
  return {
    list: (filters) => networks.list(filters),
    inspect: (ref) => networks.inspect(ref),
    create: (request) => networks.create(request),
    remove: (ref) => networks.remove(ref),
    prune: (filters) => networks.prune(filters),
    connect: (ref, request) => containers.connect(ref, request),
    disconnect: (ref, request) => containers.disconnect(ref, request),
  };
}

async function stop(server: ApiServer, rooms: Rooms, lock: { release(): Promise<void> }): Promise<void> {
  await server.close();
  await rooms.close();
  await lock.release();
}

async function reset(command: Extract<Command, { kind: 'reset' }>): Promise<void> {
  const instance = await readInstance(pathsOf(command).instance);
  if (instance === undefined) throw fault('not-found', `there is no Gantry instance in ${command.dataRoot}`);
  await prepareRoots(command);
  const lock = await lockRoots(command);
  try {
    const paths = pathsOf(command);
    const leftovers = await networkLeftovers(
      { instance, folder: paths.networks, runFolder: paths.sandboxes },
      createLogger('error', instance),
    );
    const elsewhere = await cgroupsElsewhere(paths.containers, instance);
    const plan = await planReset(command, instance, leftovers, elsewhere);
    for (const { what } of plan) process.stdout.write(`${what}\n`);
    if (!command.yes) {
      process.stdout.write(`nothing was removed; add --yes to remove these ${plan.length} things\n`);
      return;
    }
    await performReset(command, plan, () => kernelLeftovers(instance));
    process.stdout.write(`removed ${plan.length} things\n`);
  } finally {
    await lock.release();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`gantryd: ${messageOf(error)}\n`);
  process.exit(1);
});
