export type Selection = Readonly<Record<string, true>>;

/** Turns one row over; with an anchor, gives all rows between it and `id` what `id` gets. `order` is what is seen. */
export function toggled(
  selection: Selection,
  order: readonly string[],
  id: string,
  anchor: string | undefined,
): Selection {
  const checked = selection[id] !== true;
  const from = anchor === undefined ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  const touched = from < 0 || to < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return withAll(selection, touched, checked);
}

export function withAll(selection: Selection, ids: readonly string[], checked: boolean): Selection {
  const next = { ...selection };
  for (const id of ids) {
    if (checked) next[id] = true;
    else delete next[id];
  }
  return next;
}
