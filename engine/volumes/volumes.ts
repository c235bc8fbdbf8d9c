import { stat } from 'node:fs/promises';
import type { VolumeBackend } from '../api/backends/volumes.ts';
import type { Volume, VolumeCreateRequest } from '../api/types/volume.ts';
import type { Clock } from '../base/clock.ts';
import { fault, isKind } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { type Inside, openInside } from '../disk/open-inside.ts';
import type { EventBus } from '../events/bus.ts';
import { parseDriverOptions } from './driver-options.ts';
import { tellVolume } from './events.ts';
import { listFilter } from './filters.ts';
import { MountedVolumes } from './mounted.ts';
import { checkVolumeName } from './names.ts';
import { pruneVolumes } from './prune.ts';
import { removeVolume } from './remove.ts';
import { isUnseeded, seedVolume, settleSeed } from './seed.ts';
import { Holds, type VolumeUsers } from './users.ts';
import { viewOf } from './view.ts';
import type { VolumeRecord } from './volume-record.ts';
import { VolumeStore } from './volume-store.ts';
import { Weights } from './weigh.ts';

/** What every file of this room works with. */
export interface VolumeDeps {
  readonly store: VolumeStore;
  readonly mounted: MountedVolumes;
  readonly weights: Weights;
  readonly holds: Holds;
  readonly users: VolumeUsers;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The room's door: what the API needs, and what containers ask of volumes. */
export interface Volumes extends VolumeBackend {
  readonly store: VolumeStore;
  /**
   * The volume of that name, made when it is not there, and held for a container that is just being made: nobody can remove
   * it before `release`. Throws as `create`.
   */
  ensure(
    request: VolumeCreateRequest,
    holder: string,
  ): Promise<{ readonly name: string; readonly isNew: boolean }>;
  /** Holds a volume that is there. Throws `not-found`. */
  hold(name: string, holder: string): void;
  /** Lets go of all that `holder` holds. */
  letGo(holder: string): void;
  /** The folder with a volume's files, whether it is there or not. */
  mountpoint(name: string): string;
  /** True for a volume that its options mount. */
  isMountedByOptions(name: string): boolean;
  /** True when a volume, or a folder in it, has no files. It must be acquired; the folder need not be there, and is not empty then. */
  isEmpty(name: string, subpath: string | undefined): Promise<boolean>;
  /** Fills an empty volume, or an empty folder in it, with what is in `source`. It must be acquired. */
  seed(name: string, source: string, subpath: string | undefined): Promise<void>;
  /** A run's use of a volume, begun and ended; see `MountedVolumes`. */
  readonly mounted: MountedVolumes;
  /** Ends what is under way. Mounts stay. */
  close(): void;
}

/** Opens the room: reads the volumes, and finishes or undoes what a crash interrupted. */
export async function openVolumes(parts: {
  /** The folder of all volumes, made when missing. */
  readonly root: string;
  readonly users: VolumeUsers;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<Volumes> {
  const { events, clock, logger } = parts;
  const store = new VolumeStore(parts.root, logger);
  await store.open();
  for (const { name, options } of store.all()) {
    if (parseDriverOptions(name, options) === undefined) {
      await settleSeed(store.folder(name), store.data(name));
    }
  }
  const deps: VolumeDeps = {
    store,
    mounted: new MountedVolumes({ store, events, logger }),
    weights: new Weights({ store, events, clock, logger }),
    holds: new Holds(),
    users: parts.users,
    events,
    clock,
    logger,
  };
  await deps.weights.open();
  return doorOf(deps);
}

function doorOf(deps: VolumeDeps): Volumes {
  const { store, mounted, weights, holds, users } = deps;
  const view = (record: VolumeRecord) => viewOf(record, store.data(record.name));
  const isUsed = (name: string) => users.usersOf(name).length > 0 || holds.of(name).length > 0;
  const isMountedByOptions = (name: string) =>
    parseDriverOptions(name, store.get(name).options) !== undefined;
  return {
    store,
    mounted,
    create: async (request) => view((await createVolume(deps, request)).record),
    list: async (filters) => store.all().filter(listFilter(filters, isUsed)).map(view),
    inspect: async (name) => view(store.get(name)),
    remove: (name, options) => removeVolume(deps, name, options),
    prune: (filters) => pruneVolumes(deps, filters),
    usage: async () => {
      const plain = store.all().filter(({ name }) => !isMountedByOptions(name));
      return await Promise.all(plain.map(async (record) => await withUsage(deps, record, view(record))));
    },
    overview: async () =>
      store.all().map((record) => ({
        ...view(record),
        anonymous: record.anonymous,
        users: users.usersOf(record.name),
        ...weights.peek(record.name),
      })),
    ensure: async (request, holder) => {
      const { record, isNew } = await createVolume(deps, request, holder);
      return { name: record.name, isNew };
    },
    hold: (name, holder) => holds.hold(store.get(name).name, holder),
    letGo: (holder) => holds.release(holder),
    mountpoint: (name) => store.data(name),
    isMountedByOptions,
    isEmpty: async (name, subpath) => {
      if (subpath === undefined) return await isUnseeded(store.data(name));
      return (await inPart(store.data(name), subpath, isUnseeded)) ?? false;
    },
    seed: (name, source, subpath) =>
      store.lock(name, async () => {
        const data = store.data(name);
        if (subpath !== undefined) await inPart(data, subpath, (part) => seedVolume(source, part, part));
        else await seedVolume(source, isMountedByOptions(name) ? data : store.folder(name), data);
      }),
    close: () => weights.close(),
  };
}

/** Calls `use` with a path to a folder inside a volume; undefined when there is no such folder. */
async function inPart<T>(
  data: string,
  subpath: string,
  use: (part: string) => Promise<T>,
): Promise<T | undefined> {
  let part: Inside;
  try {
    part = await openInside(data, subpath);
  } catch (error) {
    if (isKind(error, 'not-found')) return undefined;
    throw error;
  }
  try {
    return (await stat(part.path)).isDirectory() ? await use(part.path) : undefined;
  } finally {
    await part.close();
  }
}

async function withUsage(deps: VolumeDeps, record: VolumeRecord, view: Volume): Promise<Volume> {
  const RefCount = deps.users.usersOf(record.name).length;
  const size = await deps.weights.fresh(record.name).then(
    ({ bytes }) => bytes,
    () => -1, // Docker's word for "cannot be told"
  );
  return { ...view, UsageData: { Size: size, RefCount } };
}

/** Docker marks what it made without being given a name. */
const ANONYMOUS_LABEL = 'com.docker.volume.anonymous';

async function createVolume(
  deps: VolumeDeps,
  request: VolumeCreateRequest,
  holder?: string,
): Promise<{ readonly record: VolumeRecord; readonly isNew: boolean }> {
  const anonymous = (request.Name ?? '') === '';
  const name = anonymous ? newId() : (request.Name ?? '');
  checkDriver(name, request.Driver);
  return await deps.store.lock(name, async () => {
    const present = deps.store.peek(name);
    if (holder !== undefined) deps.holds.hold(name, holder);
    if (present !== undefined) return { record: present, isNew: false };
    checkVolumeName(name);
    const options = request.DriverOpts ?? {};
    parseDriverOptions(name, options);
    const record: VolumeRecord = {
      schema: 1,
      name,
      driver: 'local',
      created: new Date(deps.clock.now()).toISOString(),
      options,
      labels: { ...request.Labels, ...(anonymous ? { [ANONYMOUS_LABEL]: '' } : {}) },
      anonymous,
    };
    await deps.store.add(record);
    tellVolume(deps.events, name, 'create');
    return { record, isNew: true };
  });
}

function checkDriver(name: string, driver: string | undefined): void {
  if (driver === undefined || driver === '' || driver === 'local') return;
  throw fault(
    'not-found',
    `create ${name}: error looking up volume plugin ${driver}: plugin ${JSON.stringify(driver)} not found`,
  );
}
