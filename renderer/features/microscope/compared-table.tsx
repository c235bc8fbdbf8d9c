interface ComparedTableProps {
  readonly label: string;
  readonly nothing: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly detail: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

export function ComparedTable({ label, nothing, rows }: ComparedTableProps) {
  if (rows.length === 0) return <p className="px-5 py-4 text-sm text-ink-2">{nothing}</p>;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table aria-label={label} className="w-full table-fixed border-collapse text-xs">
        <thead className="sticky top-0 bg-canvas text-left text-ink-3">
          <tr className="h-8 shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className="w-1/3 pl-5 font-medium">
              Name
            </th>
            <th scope="col" className="w-28 px-2 font-medium">
              Change
            </th>
            <th scope="col" className="px-2 font-medium">
              Before
            </th>
            <th scope="col" className="px-2 pr-5 font-medium">
              Now
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, detail, before, after }) => (
            <tr key={key} className="align-top shadow-[inset_0_-1px_0_var(--line)] hover:bg-hover">
              <td className="selectable py-1.5 pl-5 font-medium break-all text-ink">{name}</td>
              <td className="px-2 py-1.5 text-ink-2">{detail}</td>
              <td className="selectable px-2 py-1.5 font-mono text-2xs break-all text-ink-2">
                {before ?? '–'}
              </td>
              <td className="selectable px-2 py-1.5 pr-5 font-mono text-2xs break-all text-ink">
                {after ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
