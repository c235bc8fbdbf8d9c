export type TableItem<R> =
  | { readonly kind: 'row'; readonly row: R; readonly indented: boolean }
  | { readonly kind: 'group'; readonly name: string; readonly rows: readonly R[]; readonly folded: boolean };

/** Rows with groups before those without; the order inside a group, and of the groups, is that of the rows. */
export function tableItems<R>(
  rows: readonly R[],
  groupOf: ((row: R) => string | undefined) | undefined,
  folded: readonly string[],
): TableItem<R>[] {
  if (groupOf === undefined) return rows.map((row) => ({ kind: 'row', row, indented: false }));
  const groups = new Map<string, R[]>();
  const single: TableItem<R>[] = [];
  for (const row of rows) {
    const name = groupOf(row);
    if (name === undefined) single.push({ kind: 'row', row, indented: false });
    else groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const grouped = [...groups].flatMap(([name, members]): TableItem<R>[] => {
    const isFolded = folded.includes(name);
    const head: TableItem<R> = { kind: 'group', name, rows: members, folded: isFolded };
    if (isFolded) return [head];
    return [head, ...members.map((row): TableItem<R> => ({ kind: 'row', row, indented: true }))];
  });
  return [...grouped, ...single];
}
