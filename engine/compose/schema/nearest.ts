/**
 * The candidate that a person most likely meant; undefined when none is near. Case and `-` for `_` count for
 * nothing, and a part of one candidate stands for it.
 */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const plain = (word: string): string => word.toLowerCase().replaceAll('-', '_');
  const wanted = plain(written);
  let best: string | undefined;
  let least = Math.floor(Math.min(wanted.length, 12) / 3) + 1;
  for (const candidate of candidates) {
    const distance = edits(wanted, plain(candidate), least);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  if (best !== undefined || wanted.length < 4) return best;
  const longer = candidates.filter((candidate) => plain(candidate).includes(wanted));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Insertions, deletions, changes and swaps of neighbours from one word to the other; at least `limit` when it is more. */
function edits(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[to.length] ?? limit;
}
