import { COMPOSE_SCHEMA } from '../schema/compose-schema.ts';
import { complaintsAbout } from '../schema/validate.ts';
import { problemAt } from './fault.ts';
import { longForm } from './form/long-form.ts';
import { interpolateTree } from './interpolate/interpolate-tree.ts';
import { settled } from './merge/merge-trees.ts';
import type { Run, Scope } from './run.ts';
import { get, type Node } from './tree/node.ts';
import { placeAt, plain } from './tree/plain.ts';

/** A document interpolated, held against the schema, and brought into its long form; tags are kept. */
export function formedDocument(run: Run, scope: Scope, document: Node): Node {
  const tree = interpolateTree(document, scope.lookup, {
    problem: run.problem,
    unset: (name, place) => run.warn(`the variable "${name}" is not set and stands for an empty text`, place),
  });
  run.settle();
  const version = get(tree, 'version');
  if (version) run.warn('"version" is obsolete and has no effect: remove it', version.place);
  reportComplaints(run, settled(tree), false);
  const formed = longForm(tree, COMPOSE_SCHEMA, scope, run.problem);
  run.settle();
  return formed;
}

/** Throws what the schema has against a tree; a part of a project may lack what another part brings. */
export function reportComplaints(run: Run, tree: Node, whole: boolean): void {
  for (const complaint of complaintsAbout(plain(tree))) {
    if (complaint.missing && !whole) continue;
    const at = complaint.missing ? 'key' : complaint.about;
    run.problem(problemAt(placeAt(tree, complaint.path, at), complaint.message, complaint.path));
  }
  run.settle();
}
