import type { BuildWish } from '../types.ts';

/** The engine's address for a build that somebody wishes. */
export function buildAddress({
  dockerfile,
  tags,
  buildArgs,
  target,
  platform,
  noCache,
  pull,
}: BuildWish): string {
  const query = new URLSearchParams({ dockerfile, rm: '1', forcerm: '1', version: '1' });
  for (const tag of tags) query.append('t', tag);
  if (Object.keys(buildArgs).length > 0) query.set('buildargs', JSON.stringify(buildArgs));
  if (target !== '') query.set('target', target);
  if (platform !== '') query.set('platform', platform);
  if (noCache) query.set('nocache', '1');
  if (pull) query.set('pull', '1');
  return `/build?${query.toString()}`;
}
