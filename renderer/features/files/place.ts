import { encodePath } from '../../bridge/path-text.ts';

/** Whose files are shown. */
export interface Place {
  readonly kind: 'container' | 'volume';
  /** A container's id, a volume's name. */
  readonly id: string;
  readonly name: string;
}

type Parameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Where the engine answers about a place's files. `path` may be a list. */
export function addressOf(place: Place, what: string, parameters: Parameters = {}): string {
  const pairs = Object.entries(parameters).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    if (key === 'path')
      return [value].flat().map((path) => `path=${encodePath(String(path)).replaceAll('&', '%26')}`);
    return [`${key}=${encodeURIComponent(value === true ? '1' : String(value))}`];
  });
  const query = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `/engine/gantry/${place.kind}s/${encodeURIComponent(place.id)}/files${what}${query}`;
}
