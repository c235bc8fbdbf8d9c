import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { EventBus } from '../events/bus.ts';
import type { Firewall } from './firewall/firewall.ts';
import type { Bridges } from './kernel/bridges.ts';
import type { NewNamespace } from './kernel/namespace.ts';
import type { NameServer } from './names/name-server.ts';
import type { NetworkStore } from './network-store.ts';
import type { Ports } from './ports/ports.ts';
import type { SandboxStore } from './sandbox-store.ts';

/** What the files of this room work with. */
export interface NetworkDeps {
  readonly store: NetworkStore;
  readonly sandboxes: SandboxStore;
  readonly bridges: Bridges;
  readonly firewall: Firewall;
  readonly ports: Ports;
  readonly names: NameServer;
  /** Namespaces that no process of their container is in yet, by container. */
  readonly holders: Map<string, NewNamespace>;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Eight hex digits. */
  readonly instance: string;
}
