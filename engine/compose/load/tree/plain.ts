import { type FieldPath, type Place, placeKey } from '../../model/place.ts';
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

/** Where each value of a tree stands, under `placeKey` of its path; an entry of a mapping stands at its key. */
export function placesOf(root: Node): Map<string, Place> {
  const places = new Map<string, Place>();
  const walk = (node: Node, path: FieldPath, place: Place): void => {
    places.set(placeKey(path), place);
    if (node.kind === 'seq') node.items.forEach((item, index) => walk(item, [...path, index], item.place));
    if (node.kind === 'map') {
      for (const [key, value] of node.entries) walk(value, [...path, key], node.keys.get(key) ?? value.place);
    }
  };
  walk(root, [], root.place);
  return places;
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
