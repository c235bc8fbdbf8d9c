import type { Filters } from '../api/backends/filters.ts';
import type { AuthConfig, ImageSearchResult } from '../api/types/registry.ts';
import { fault } from '../base/errors.ts';
import { credentialsOf } from '../registry/auth/credentials.ts';
import type { Registries } from '../registry/registries.ts';
import { search } from '../registry/search.ts';

const FILTERS: ReadonlySet<string> = new Set(['stars', 'is-official', 'is-automated']);

/** Searches a registry and filters what it answers. See RegistryBackend.search. */
export async function searchImages(
  registries: Registries,
  query: { readonly term: string; readonly limit: number; readonly filters: Filters },
  auth: AuthConfig | undefined,
  signal: AbortSignal,
): Promise<readonly ImageSearchResult[]> {
  const unknown = [...query.filters.keys()].find((name) => !FILTERS.has(name));
  if (unknown !== undefined) throw fault('invalid', `invalid filter '${unknown}'`);
  if (query.limit < 1 || query.limit > 100) {
    throw fault('invalid', `Limit ${query.limit} is outside the range of [1, 100]`);
  }
  const stars = Math.max(0, ...(query.filters.get('stars') ?? []).map(starsOf));
  const official = flagIn(query.filters, 'is-official');
  const automated = flagIn(query.filters, 'is-automated');
  const found = await search(registries, query, auth === undefined ? undefined : credentialsOf(auth), signal);
  return found.filter(
    (image) =>
      image.star_count >= stars &&
      (official === undefined || image.is_official === official) &&
      (automated === undefined || image.is_automated === automated),
  );
}

function starsOf(text: string): number {
  if (!/^\d+$/.test(text)) throw fault('invalid', `invalid filter 'stars=${text}'`);
  return Number(text);
}

function flagIn(filters: Filters, name: string): boolean | undefined {
  const [value] = filters.get(name) ?? [];
  if (value === undefined) return undefined;
  if (/^(1|t|true)$/i.test(value)) return true;
  if (/^(0|f|false)$/i.test(value)) return false;
  throw fault('invalid', `invalid filter '${name}=${value}'`);
}
