import { fault } from '../../base/errors.ts';
import type { BuildCachePruneRequest } from '../types/build-cache.ts';
import { parseFilters } from './filters.ts';
import type { Query } from './query.ts';

/** Reads what `POST /build/prune` asks for. `keep-storage` is the older name of `reserved-space`. Throws `invalid`. */
export function pruneRequest(query: Query): BuildCachePruneRequest {
  const bytes = (name: string) => {
    const value = query.integer(name) ?? 0;
    if (value < 0) throw fault('invalid', `${name} cannot be negative`);
    return value;
  };
  return {
    all: query.flag('all'),
    filters: parseFilters(query.text('filters')),
    maxUsedSpace: bytes('max-used-space'),
    reservedSpace: Math.max(bytes('keep-storage'), bytes('reserved-space')),
    minFreeSpace: bytes('min-free-space'),
  };
}
