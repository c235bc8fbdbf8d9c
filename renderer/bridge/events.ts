import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { EventMessage } from '../../engine/api/types/system.ts';
import { JsonLines } from './json-lines.ts';
import { keepOpen } from './keep-open.ts';
import { makeStale } from './make-stale.ts';
import { keys } from './query-keys.ts';

const BATCH_MS = 100;

/** Events that change nothing that is shown. */
const SILENT = /^(exec_(create|start|die|detach)|top|attach|resize|archive-path|export)\b/;

/** The keys that an event makes stale. */
export function staleKeys(event: EventMessage): readonly QueryKey[] {
  if (event.Action === 'extract-to-dir') return [[...keys.container(event.Actor.ID), 'files']];
  if (SILENT.test(event.Action)) return [];
  switch (event.Type) {
    case 'container':
      return [
        keys.containers,
        keys.container(event.Actor.ID),
        keys.networkMap,
        keys.volumes,
        ...(event.Action === 'destroy' ? [keys.removedLogs] : []),
      ];
    case 'network':
      return [['network'], keys.containers, ...connectedContainer(event)];
    case 'image':
      return [['image'], keys.containers];
    case 'volume':
      // A measurement tells a size, which stands in the list alone.
      return event.Action === 'measure' ? [keys.volumes] : [keys.volumes, keys.volume(event.Actor.ID)];
    case 'builder':
      return [keys.builds, keys.build(event.Actor.ID)];
    default:
      return [[event.Type]];
  }
}

/** A connection changes what is known of the container too. */
function connectedContainer({ Actor }: EventMessage): readonly QueryKey[] {
  const id = Actor.Attributes['container'];
  return id === undefined ? [] : [keys.container(id)];
}

/** Collects keys and invalidates them together, at most once in 100 ms. */
export class InvalidationBatch {
  readonly #client: QueryClient;
  readonly #keys = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  add(stale: readonly QueryKey[]): void {
    for (const key of stale) this.#keys.set(JSON.stringify(key), key);
    if (this.#keys.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#flush(), BATCH_MS);
  }

  #flush(): void {
    this.#timer = undefined;
    const stale = [...this.#keys.values()];
    this.#keys.clear();
    for (const queryKey of stale) makeStale(this.#client, { queryKey });
  }
}

/** Listens to the engine's events; after a gap everything is stale, since nobody knows what was missed. */
export function followEvents(client: QueryClient, signal: AbortSignal): Promise<void> {
  const batch = new InvalidationBatch(client);
  let lines = new JsonLines<EventMessage>();
  return keepOpen(
    { path: '/engine/events' },
    {
      onOpen: () => {
        lines = new JsonLines();
        makeStale(client, { predicate: ({ queryKey }) => queryKey[0] !== 'host' });
      },
      onChunk: (chunk) => batch.add(lines.push(chunk).flatMap(staleKeys)),
    },
    signal,
  );
}
