import { entrySchema } from '../../schema/compose-schema.ts';
import type { Merge, Schema } from '../../schema/keywords.ts';
import { changed, get, isNull, type MapNode, type Node, seq, untagged } from '../tree/node.ts';
import { plain } from '../tree/plain.ts';

/**
 * Merges two trees in their long forms, the later one over the earlier, by the Compose Specification's rules: mappings by
 * key, sequences one after the other, and what the schema's `x-merge` says otherwise. `!reset` removes, `!override`
 * replaces, null leaves what was there. Tags of the later tree are used up.
 */
export function mergeTrees(earlier: Node | undefined, later: Node, schema: Schema): Node {
  if (!earlier || later.tag === 'override') return settled(later);
  const merge = schema['x-merge'];
  if (merge === 'replace') return settled(later);
  if (isNull(later)) return earlier;
  if (earlier.kind === 'map' && later.kind === 'map') return mergeMaps(earlier, later, schema);
  if (earlier.kind === 'seq' && later.kind === 'seq') {
    const resting = settled(later);
    return seq(
      distinct([...earlier.items, ...(resting.kind === 'seq' ? resting.items : [])], merge, schema),
      later,
    );
  }
  return settled(later);
}

function mergeMaps(earlier: MapNode, later: MapNode, schema: Schema): Node {
  const entries = new Map(earlier.entries);
  const keys = new Map(earlier.keys);
  for (const [key, value] of later.entries) {
    if (value.tag === 'reset') {
      entries.delete(key);
      keys.delete(key);
      continue;
    }
    const before = entries.get(key);
    const merged = mergeTrees(before, value, entrySchema(schema, key) ?? {});
    entries.set(key, merged);
    if (merged !== before) keys.set(key, later.keys.get(key) ?? value.place);
  }
  return { ...earlier, entries, keys, place: later.place };
}

/** A tree without its tags: what `!reset` stands at is gone. */
export function settled(node: Node): Node {
  return changed(untagged(node), (inner) => (inner.tag === 'reset' ? undefined : settled(inner)));
}

/**
 * A merged tree as it counts: in every sequence that asks for it one entry per identity, the last one at the place of the
 * first; and without texts that are empty, which is as if they were not given.
 */
export function tidied(node: Node, schema: Schema): Node {
  const { properties = {}, items } = schema;
  const made = changed(node, (inner, at) => {
    const own = typeof at === 'number' ? items : entrySchema(schema, at);
    if (!own) return inner;
    const isOption = typeof at === 'string' && Object.hasOwn(properties, at);
    return isOption && inner.kind === 'scalar' && inner.value === '' ? undefined : tidied(inner, own);
  });
  if (made.kind !== 'seq' || schema['x-merge'] === undefined) return made;
  return seq(distinct(made.items, schema['x-merge'], schema), made);
}

function distinct(items: readonly Node[], merge: Merge | undefined, schema: Schema): readonly Node[] {
  if (merge === undefined || merge === 'replace') return items;
  const byIdentity = new Map<string, Node>();
  for (const item of items) {
    const identity = identityOf(item, merge);
    const before = byIdentity.get(identity);
    const combined = before && merge === 'by-subnet' ? mergeTrees(before, item, schema.items ?? {}) : item;
    byIdentity.set(identity, combined);
  }
  return Array.from(byIdentity.values());
}

function identityOf(item: Node, merge: Merge): string {
  const field = (key: string): unknown => {
    const value = get(item, key);
    return value ? plain(value) : undefined;
  };
  switch (merge) {
    case 'by-target':
      return JSON.stringify(field('target') ?? field('source'));
    case 'by-port':
      return JSON.stringify(['host_ip', 'target', 'published', 'protocol'].map((key) => field(key) ?? ''));
    case 'by-path':
      return JSON.stringify(field('path'));
    case 'by-subnet':
      return JSON.stringify(field('subnet'));
    default:
      return JSON.stringify(plain(item));
  }
}
