import type { FieldPath, Place } from '../../model/place.ts';
import { type Problem, problemAt } from '../fault.ts';
import { changed, type Node } from '../tree/node.ts';
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
  if (node.kind !== 'scalar') {
    return changed(node, (inner, at) => interpolateTree(inner, lookup, notes, [...path, at]));
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
