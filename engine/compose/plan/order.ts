import { fault } from '../../base/errors.ts';

/**
 * Names so that each comes after those it depends on; otherwise by name. Dependencies that are not among the names are
 * passed over. Throws `invalid` naming a cycle.
 */
export function inDependencyOrder(
  names: Iterable<string>,
  dependencies: (name: string) => Iterable<string>,
): readonly string[] {
  const wanted = new Set([...names].sort());
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string) => {
    if (done.has(name)) return;
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name].join(' -> ');
      throw fault('invalid', `dependency cycle detected: ${cycle}`);
    }
    path.push(name);
    for (const other of [...dependencies(name)].sort()) if (wanted.has(other)) visit(other);
    path.pop();
    done.add(name);
  };
  for (const name of wanted) visit(name);
  return [...done];
}

/** The names and all that they depend on, however far. */
export function withDependencies(
  names: Iterable<string>,
  dependencies: (name: string) => Iterable<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...dependencies(name));
  }
  return found;
}
