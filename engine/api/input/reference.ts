import type { Query } from './query.ts';

/** The image name in `?repo=…&tag=…`, for options that leave `reference` out when there is none. */
export function referenceIn(query: Query): { readonly reference?: string } {
  const repo = query.text('repo');
  const tag = query.text('tag');
  if (repo === undefined) return {};
  return { reference: tag === undefined ? repo : `${repo}:${tag}` };
}
