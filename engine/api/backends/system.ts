import type { EngineStatus, EventMessage, SystemInfo, SystemVersion } from '../types/system.ts';
import type { Filters } from './filters.ts';

/** An event with all digits of its time, which a JavaScript number cannot hold. */
export type WireEvent = Omit<EventMessage, 'timeNano'> & { readonly timeNano: bigint };

export interface SystemBackend {
  info(): Promise<SystemInfo>;
  version(): Promise<SystemVersion>;
  /**
   * Past events from `since` (seconds, with fraction), then live ones until `until` or the signal. Throws `invalid` for
   * a filter that Docker does not know.
   */
  events(
    options: { readonly since?: number; readonly until?: number; readonly filters: Filters },
    signal: AbortSignal,
  ): AsyncIterable<WireEvent>;
  /** Bytes of all unpacked layers, each counted once. */
  layersSize(): Promise<number>;
}

/** What `GET /gantry/status` needs. */
export interface StatusBackend {
  status(): Promise<EngineStatus>;
}
