import type { ReactNode } from 'react';

export interface EndpointRow {
  readonly id: string;
  readonly name: ReactNode;
  readonly addresses: readonly string[];
  /** What stands in place of an address. */
  readonly absent: string;
  readonly mac: string;
  readonly aliases: readonly string[];
  readonly ports?: ReactNode;
  readonly actions: ReactNode;
}

interface EndpointTableProps {
  readonly label: string;
  /** The heading of the names. */
  readonly first: string;
  readonly rows: readonly EndpointRow[];
}

const HEAD = 'h-9 px-2 text-left text-xs font-medium text-ink-3 first:pl-5';
const CELL = 'h-[38px] px-2 py-1.5 align-middle first:pl-5';

/** Places of containers on networks, seen from either side. */
export function EndpointTable({ label, first, rows }: EndpointTableProps) {
  const withPorts = rows.some(({ ports }) => ports !== undefined);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table aria-label={label} className="w-full table-fixed border-collapse">
        <thead>
          <tr className="sticky top-0 bg-canvas">
            <th className={HEAD}>{first}</th>
            <th className={`${HEAD} w-44`}>Address</th>
            <th className={`${HEAD} w-40 max-[1000px]:hidden`}>MAC</th>
            <th className={HEAD}>Known there as</th>
            {withPorts ? <th className={`${HEAD} w-40`}>Ports</th> : null}
            <th className={`${HEAD} w-16`}>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, addresses, absent, mac, aliases, ports, actions }) => (
            <tr key={id} className="border-t border-line hover:bg-hover">
              <td className={CELL}>{name}</td>
              <td className={`${CELL} font-mono text-xs text-ink`}>
                {addresses.length === 0 ? (
                  <span className="font-sans text-sm text-ink-3">{absent}</span>
                ) : (
                  addresses.map((address) => (
                    <span key={address} className="selectable block truncate" title={address}>
                      {address}
                    </span>
                  ))
                )}
              </td>
              <td className={`${CELL} font-mono text-xs text-ink-2 max-[1000px]:hidden`}>
                <span className="selectable">{mac === '' ? '–' : mac}</span>
              </td>
              <td className={`${CELL} text-ink-2`}>
                <span className="selectable block truncate" title={aliases.join(', ')}>
                  {aliases.length === 0 ? '–' : aliases.join(', ')}
                </span>
              </td>
              {withPorts ? <td className={CELL}>{ports}</td> : null}
              <td className={`${CELL} pr-4 text-right`}>{actions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
