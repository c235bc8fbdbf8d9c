/** The name that a wrong one may have been meant to be: one letter is wrong, or two of a long name; undefined when none is near. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  const word = wrong.toLowerCase();
  for (const name of names) {
    const distance = lettersBetween(word, name.toLowerCase());
    if (
      distance <= (word.length > 4 ? 2 : 1) &&
      word.length > distance &&
      distance < (best?.distance ?? Infinity)
    )
      best = { name, distance };
  }
  return best?.name;
}

/** Levenshtein's distance. */
function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1) {
      const change = (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1);
      next.push(Math.min(change, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** ` (did you mean NAME?)`, or nothing. */
export function meant(name: string | undefined, sign = ''): string {
  return name === undefined ? '' : ` (did you mean ${sign}${name}?)`;
}
