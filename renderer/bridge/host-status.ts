import type { QueryClient } from '@tanstack/react-query';
import type { HostStatus } from './host-types.ts';
import { JsonLines } from './json-lines.ts';
import { keepOpen } from './keep-open.ts';
import { keys } from './query-keys.ts';

/** `lost`: the host itself does not answer, so nobody knows about the engine. */
export type HostView = { readonly kind: 'known'; readonly status: HostStatus } | { readonly kind: 'lost' };

/** Keeps the host's status in the query cache as it is told; nothing polls. */
export function followHostStatus(client: QueryClient, signal: AbortSignal): Promise<void> {
  let lines = new JsonLines<HostStatus>();
  const show = (view: HostView) => client.setQueryData(keys.hostStatus, view);
  return keepOpen(
    { kind: 'status', path: '/engine/' },
    {
      onOpen: () => {
        lines = new JsonLines();
      },
      onChunk: (chunk) => {
        const status = lines.push(chunk).at(-1);
        if (status !== undefined) show({ kind: 'known', status });
      },
      onBroken: () => show({ kind: 'lost' }),
    },
    signal,
  );
}
