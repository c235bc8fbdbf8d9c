import type { FieldPath, Place } from '../../model/place.ts';
import { type Problem, problemAt } from '../fault.ts';
import { map, type Node, seq } from '../tree/node.ts';
import { type Lookup, substitute, TemplateError } from './template.ts';

/** What interpolation tells besides its result. */
export interface InterpolationNotes {
  problem(problem: Problem): void;
  /** A variable that is not set and has no default, where it stands. */
  unset(name: string, place: Place): void;
}

/** Resolves the templates in all texts of a tree; keys and what `!reset` stands at are left alone. */
export function interpolateTree(
  node: Node,
  lookup: Lookup,
  notes: InterpolationNotes,
  path: FieldPath = [],
): Node {
  if (node.tag === 'reset') return node;
  if (node.kind === 'seq') {
    return seq(
      node.items.map((item, index) => interpolateTree(item, lookup, notes, [...path, index])),
      node,
    );
  }
  if (node.kind === 'map') {
    const entries = Array.from(node.entries, ([key, value]): [string, Node] => [
      key,
      interpolateTree(value, lookup, notes, [...path, key]),
    ]);
    return map(entries, node);
  }
  if (typeof node.value !== 'string' || !node.value.includes('$')) return node;
  try {
    return { ...node, value: substitute(node.value, lookup, (name) => notes.unset(name, node.place)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    notes.problem(problemAt(node.place, error.message, path));
    return node;
  }
}
