import type { FieldPath, Place } from '../../model/place.ts';
import type { Node } from './node.ts';

/** The JSON value of a tree. Keys such as `__proto__` are ordinary. */
export function plain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(Array.from(node.entries, ([key, value]) => [key, plain(value)]));
  }
}

/** The place of what stands at `path`, or of the nearest value around it; `key`: of its key rather than its value. */
export function placeAt(root: Node, path: FieldPath, at: 'key' | 'value' = 'value'): Place {
  let node = root;
  let place = root.place;
  for (const part of path) {
    const next =
      node.kind === 'map'
        ? node.entries.get(String(part))
        : node.kind === 'seq'
          ? node.items[Number(part)]
          : undefined;
    if (!next) return place;
    place = at === 'key' && node.kind === 'map' ? (node.keys.get(String(part)) ?? next.place) : next.place;
    node = next;
  }
  return place;
}
