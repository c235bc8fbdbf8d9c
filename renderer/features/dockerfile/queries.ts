import { queryOptions, useQuery } from '@tanstack/react-query';
import { isNotFound } from '../../bridge/engine-error.ts';
import type { Starter, StarterChoices, StarterKind } from '../../bridge/host-types.ts';
import { joinPath, localTextQuery } from '../../bridge/local-files.ts';
import { request } from '../../bridge/request.ts';

/** The text of the ignore file that a build of a Dockerfile reads; undefined for none, or as long as nobody knows. */
export function useIgnoreText(folder: string, path: string): string | undefined {
  const own = useQuery(localTextQuery(`${path}.dockerignore`));
  const common = useQuery({
    ...localTextQuery(joinPath(folder, '.dockerignore')),
    enabled: isNotFound(own.error),
  });
  return own.data?.text ?? common.data?.text;
}

/** What of a proposal somebody chose; the rest is taken from the folder. */
export type Chosen = Partial<StarterChoices> & { readonly kind?: StarterKind };

/** A Dockerfile for a folder, as the desktop proposes it. */
export function starterQuery(folder: string, chosen: Chosen) {
  return queryOptions({
    queryKey: ['host', 'starter', folder, chosen],
    queryFn: ({ signal }) =>
      request<Starter>('/desktop/starter', { query: { folder, ...given(chosen) }, signal }),
    staleTime: 0,
    gcTime: 0,
    placeholderData: (last) => last,
  });
}

/** A field that was emptied leaves the choice to the folder; only a port may be none. */
function given({ version, command, ...rest }: Chosen): Chosen {
  return { ...rest, ...(version && { version }), ...(command && { command }) };
}
