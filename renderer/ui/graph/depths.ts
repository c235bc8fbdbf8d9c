/** How many things come one after the other before each, when each comes behind all that it needs. */
export function depths<K>(all: Iterable<K>, needsOf: (one: K) => Iterable<K>): ReadonlyMap<K, number> {
  const known = new Set(all);
  const found = new Map<K, number>();
  const depth = (one: K): number => {
    const before = found.get(one);
    if (before !== undefined) return before;
    // Whoever needs itself in the end comes first.
    found.set(one, 0);
    const needed = Array.from(needsOf(one)).filter((other) => known.has(other));
    const own = Math.max(-1, ...needed.map(depth)) + 1;
    found.set(one, own);
    return own;
  };
  for (const one of known) depth(one);
  return found;
}
