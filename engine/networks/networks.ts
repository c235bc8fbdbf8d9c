import { join } from 'node:path';
import type { NetworkBackend } from '../api/backends/networks.ts';
import type { EndpointSettings } from '../api/types/network.ts';
import type { Clock } from '../base/clock.ts';
import { fault } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { makeFolder } from '../disk/atomic-write.ts';
import type { EventBus } from '../events/bus.ts';
import { adoptSandboxes } from './adopt.ts';
import { closeSandbox } from './close-sandbox.ts';
import { connectSandbox, disconnectSandbox, renameSandbox } from './connect.ts';
import { createNetwork, ensurePredefined } from './create-network.ts';
import type { NetworkDeps } from './deps.ts';
import { type CheckedEndpoint, checkEndpoint } from './endpoint-request.ts';
import { listFilter } from './filters.ts';
import { Firewall } from './firewall/firewall.ts';
import { reachFor } from './follow.ts';
import { Bridges } from './kernel/bridges.ts';
import type { Reach } from './names/from-sandboxes.ts';
import { NameServer } from './names/name-server.ts';
import type { NetworkRecord } from './network-record.ts';
import { NetworkStore } from './network-store.ts';
import { type OpenedSandbox, openSandbox, type SandboxRequest } from './open-sandbox.ts';
import { Ports } from './ports/ports.ts';
import { pruneNetworks, removeNetwork } from './remove-network.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';
import { SandboxStore } from './sandbox-store.ts';
import { viewOf } from './view.ts';

/** The networks room: what the API needs that is about networks alone, and the networks of containers that run. */
export interface Networks extends Omit<NetworkBackend, 'connect' | 'disconnect'> {
  /** By id, name or a unique prefix of an id. Throws `not-found`, `invalid`. */
  find(ref: string): NetworkRecord;
  /** The id of the network with a name. */
  idOf(name: string): string | undefined;
  /** Checks what a container asks of a network. Throws `not-found`, `invalid`, `forbidden`. */
  check(ref: string, settings: EndpointSettings): CheckedEndpoint;
  /** Opens the network of a container that starts; see `openSandbox`. */
  open(request: SandboxRequest): Promise<OpenedSandbox>;
  /** Closes that of one that runs no longer; see `closeSandbox`. */
  close(container: string): Promise<void>;
  /** Of a container that runs. */
  sandboxOf(container: string): Sandbox | undefined;
  sandboxes(): readonly Sandbox[];
  /** How a container with these endpoints reaches the name server and the host. */
  reach(endpoints: readonly Endpoint[]): Reach;
  /** Calls for one container come one after the other, for these three. */
  connectRunning(container: string, network: NetworkRecord, asks: CheckedEndpoint): Promise<void>;
  disconnectRunning(container: string, network: NetworkRecord): Promise<void>;
  rename(container: string, name: string): Promise<void>;
  /** At the engine's start, when it is known which containers live; see `adoptSandboxes`. */
  adopt(pidOf: (container: string) => number | undefined): Promise<void>;
  readonly ports: Ports;
  /** The engine ends. Networks go on, but for names. */
  end(): Promise<void>;
}

export interface NetworksOptions {
  /** Folder of the records. */
  readonly folder: string;
  /** Folder for what is gone after a reboot. */
  readonly runFolder: string;
  readonly instance: string;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the room: reads the networks and makes those that every engine has. `adopt` has to follow. */
export async function openNetworks(options: NetworksOptions): Promise<Networks> {
  const { folder, runFolder, instance, events, clock, logger } = options;
  await makeFolder(runFolder, 0o700);
  const sandboxes = new SandboxStore(runFolder);
  const deps: NetworkDeps = {
    store: await NetworkStore.open(folder, logger),
    sandboxes,
    bridges: new Bridges(logger),
    firewall: new Firewall(instance, logger),
    ports: new Ports({
      folder: runFolder,
      logger,
      nameOf: (container) => sandboxes.get(container)?.name,
    }),
    names: new NameServer({ logger, memory: join(runFolder, 'name-server-ports.json') }),
    holders: new Map(),
    events,
    clock,
    logger,
    instance,
  };
  await ensurePredefined(deps);
  return networksOf(deps);
}

function networksOf(deps: NetworkDeps): Networks {
  const { store, sandboxes } = deps;
  const making = new KeyedMutex();
  const view = (network: NetworkRecord) => viewOf(network, sandboxes.members(network.id));
  const running = (container: string): Sandbox => {
    const sandbox = sandboxes.get(container);
    if (sandbox === undefined) throw fault('conflict', `container ${container} is not running`);
    return sandbox;
  };
  return {
    find: (ref) => store.find(ref),
    idOf: (name) => store.named(name)?.id,
    check: (ref, settings) => checkEndpoint(store.find(ref), settings),
    list: async (filters) => {
      const allowed = listFilter(filters, ({ id }) => sandboxes.members(id).length > 0);
      return store
        .all()
        .filter(allowed)
        .map((network) => viewOf(network, []));
    },
    inspect: async (ref) => view(store.find(ref)),
    create: async (request) => ({
      Id: (await making.run('', () => createNetwork(deps, request))).id,
      Warning: '',
    }),
    remove: async (ref) => await removeNetwork(deps, store.find(ref)),
    prune: async (filters) => {
      const deleted = await pruneNetworks(deps, filters);
      return { NetworksDeleted: deleted.length === 0 ? null : deleted };
    },
    open: (request) => openSandbox(deps, request),
    close: (container) => closeSandbox(deps, container),
    sandboxOf: (container) => sandboxes.get(container),
    sandboxes: () => sandboxes.all(),
    reach: (endpoints) => reachFor(deps, endpoints),
    connectRunning: async (container, network, asks) =>
      await connectSandbox(deps, running(container), network, asks),
    disconnectRunning: async (container, network) =>
      await disconnectSandbox(deps, running(container), network),
    rename: async (container, name) => {
      const sandbox = sandboxes.get(container);
      if (sandbox !== undefined) await renameSandbox(deps, sandbox, name);
    },
    adopt: (pidOf) => adoptSandboxes(deps, pidOf),
    ports: deps.ports,
    end: async () => {
      await sandboxes.closed();
      await Promise.all([deps.firewall.close(), deps.ports.close(), deps.names.close()]);
    },
  };
}
