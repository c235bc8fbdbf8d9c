/**
 * Every node that can be reached from `roots`, the roots included, as in the tri-colour marking of a garbage collector: nodes
 * not seen yet are white, those in `open` grey, those whose references were followed black. References in circles and to
 * nodes that do not exist are fine.
 */
export function reachable<Node>(
  roots: Iterable<Node>,
  refersTo: (node: Node) => Iterable<Node>,
): ReadonlySet<Node> {
  const seen = new Set<Node>(roots);
  const open = [...seen];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of refersTo(node)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}
