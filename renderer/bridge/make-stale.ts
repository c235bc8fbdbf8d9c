import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Has what fits read anew. `invalidateQueries` alone leaves out a query that is being read for the first time, since
 * it never starts a second read beside the first: its answer may be older than what made it stale, so it is read
 * again after that.
 */
export function makeStale(client: QueryClient, filters: QueryFilters): void {
  const first = client
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  for (const { promise, queryKey } of first) {
    const again = () => void client.invalidateQueries({ queryKey, exact: true });
    promise?.then(again, again);
  }
  void client.invalidateQueries(filters);
}
