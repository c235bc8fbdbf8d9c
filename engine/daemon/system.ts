import type { StatusBackend, SystemBackend } from '../api/backends/system.ts';
import type { EventBus } from '../events/bus.ts';
import type { EventPast } from '../events/past.ts';
import { eventsOf } from './events.ts';
import type { Roots } from './flags.ts';
import { readMachineFacts } from './host-facts.ts';
import { type InfoFacts, infoOf } from './info.ts';
import { VERSION, versionOf } from './version.ts';

/** What the engine as a whole tells about itself, with what it asks of the rooms for that. */
export interface SystemParts {
  readonly roots: Roots;
  readonly instance: string;
  readonly runtime: {
    readonly name: string;
    readonly version: string;
    /** Why others were not chosen, where the probe told. */
    readonly refused?: Readonly<Record<string, string>>;
  };
  readonly events: EventBus;
  /** What happened before what the bus remembers. */
  readonly past: EventPast;
  readonly debug: boolean;
  readonly startedAt: Date;
  readonly registries: InfoFacts['registries'];
  /** Facts that change while the engine runs, and those of the machine. */
  rooms(): Promise<
    Pick<InfoFacts, 'containers' | 'images' | 'runtimes' | 'cgroups' | 'security' | 'initProgram'>
  >;
  /** Bytes of all unpacked layers. */
  layersSize(): Promise<number>;
}

/** The system part of the API. */
export function systemBackend(parts: SystemParts): SystemBackend & StatusBackend {
  const { roots, instance, runtime, events } = parts;
  let listeners = 0;

  return {
    version: async () => versionOf(runtime),
    layersSize: () => parts.layersSize(),
    async info() {
      return infoOf({
        ...(await parts.rooms()),
        instance,
        dataRoot: roots.dataRoot,
        machine: await readMachineFacts(),
        defaultRuntime: runtime.name,
        runtimeVersion: runtime.version,
        registries: parts.registries,
        debug: parts.debug,
        listeners,
      });
    },
    events: (options, signal) => {
      listeners += 1;
      signal.addEventListener('abort', () => (listeners -= 1), { once: true });
      return eventsOf(events, options, signal, parts.past);
    },
    async status() {
      return {
        version: VERSION,
        instance,
        dataRoot: roots.dataRoot,
        execRoot: roots.execRoot,
        runtime: {
          name: runtime.name,
          version: runtime.version,
          ...(runtime.refused === undefined ? {} : { refused: runtime.refused }),
        },
        startedAt: parts.startedAt.toISOString(),
        uptimeSeconds: Math.floor((Date.now() - parts.startedAt.getTime()) / 1000),
      };
    },
  };
}
