import type { Place } from '../../model/place.ts';

/**
 * A value of a Compose file that knows where it was written. Nodes are never changed: whatever transforms a tree makes new
 * nodes, and gives them the place of what they were made from, so that an error found late still points at the text.
 */
export type Node = MapNode | SeqNode | ScalarNode;

interface Placed {
  readonly place: Place;
  /** `!reset` removes what earlier files said, `!override` replaces it. */
  readonly tag?: 'reset' | 'override';
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Node>;
  /** Where each key stands. */
  readonly keys: ReadonlyMap<string, Place>;
}

export interface SeqNode extends Placed {
  readonly kind: 'seq';
  readonly items: readonly Node[];
}

export type Scalar = string | number | boolean | null;

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** The digits of a whole number that a JavaScript number cannot hold. */
  readonly exact?: string;
}

/** A scalar that stands where `like` stands. */
export function scalar(value: Scalar, like: Node): ScalarNode {
  return { kind: 'scalar', value, place: like.place };
}

/** A sequence that stands where `like` stands, with its tag. */
export function seq(items: readonly Node[], like: Node): SeqNode {
  return { kind: 'seq', items, place: like.place, ...tagOf(like) };
}

/** A mapping that stands where `like` stands, with its tag; a key stands where its value does unless `like` has it. */
export function map(entries: Iterable<readonly [string, Node]>, like: Node): MapNode {
  const byKey = new Map(entries);
  const keys = new Map<string, Place>();
  for (const [key, value] of byKey) {
    keys.set(key, (like.kind === 'map' ? like.keys.get(key) : undefined) ?? value.place);
  }
  return { kind: 'map', entries: byKey, keys, place: like.place, ...tagOf(like) };
}

/** A copy of a mapping with one entry set, or removed when the value is undefined. */
export function withEntry(node: MapNode, key: string, value: Node | undefined, keyPlace?: Place): MapNode {
  const entries = new Map(node.entries);
  const keys = new Map(node.keys);
  if (value) {
    entries.set(key, value);
    keys.set(key, keyPlace ?? node.keys.get(key) ?? value.place);
  } else {
    entries.delete(key);
    keys.delete(key);
  }
  return { ...node, entries, keys };
}

/**
 * A node with its entries or items changed, each by itself; undefined leaves one out. The same node when nothing changes,
 * and a scalar is returned as it is.
 */
export function changed(node: Node, change: (inner: Node, at: string | number) => Node | undefined): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'seq') {
    const items = node.items.map(change);
    if (items.every((item, index) => item === node.items[index])) return node;
    return seq(
      items.filter((item) => item !== undefined),
      node,
    );
  }
  let same = true;
  const entries: [string, Node][] = [];
  for (const [key, value] of node.entries) {
    const made = change(value, key);
    if (made !== value) same = false;
    if (made) entries.push([key, made]);
  }
  return same ? node : map(entries, node);
}

/** The value of a key, when the node is a mapping that has it. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

/** The text of a scalar that is one. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

/** The node without its tag. */
export function untagged(node: Node): Node {
  if (!node.tag) return node;
  const { tag: _, ...rest } = node;
  return rest;
}

function tagOf(node: Node): { tag?: 'reset' | 'override' } {
  return node.tag ? { tag: node.tag } : {};
}
