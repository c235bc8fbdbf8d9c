import { useQuery } from '@tanstack/react-query';
import { Cpu } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ContainerInspect } from '../../../../engine/api/types/container.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { processesQuery } from '../queries.ts';
import { ProcessHead } from './process-head.tsx';
import { processRows, type Sorting, type SortKey, sortedProcesses, turned } from './process-rows.ts';

/** More rows than this nobody reads; the highest of the chosen column are shown. */
const MOST_ROWS = 500;

const COLUMNS: readonly {
  readonly column: SortKey;
  readonly title: string;
  readonly hint?: string;
  readonly className: string;
}[] = [
  { column: 'pid', title: 'PID', hint: 'On this machine', className: 'w-24 pl-5' },
  { column: 'user', title: 'User', className: 'w-28' },
  { column: 'cpu', title: 'CPU', hint: 'Of one processor, since the process began', className: 'w-24' },
  { column: 'memory', title: 'Memory', className: 'w-28' },
];

/** The processes of a container while it runs, looked at again every three seconds. */
export function ProcessesPanel({ inspect }: { readonly inspect: ContainerInspect }) {
  const { Running } = inspect.State;
  if (!Running) {
    return (
      <EmptyState icon={<Cpu size={24} />} title="It has no processes">
        A container has processes while it runs. Start it to see them here.
      </EmptyState>
    );
  }
  return <Processes id={inspect.Id} />;
}

function Processes({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(processesQuery(id));
  const [sorting, setSorting] = useState<Sorting>({ key: 'pid', descending: false });
  const rows = useMemo(
    () => (data === undefined ? [] : sortedProcesses(processRows(data), sorting)),
    [data, sorting],
  );
  if (data === undefined) {
    if (error !== null)
      return <LoadFailed what="The processes" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading processes" />;
  }
  const sort = (column: SortKey) => setSorting((before) => turned(before, column));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table aria-label="Processes" className="w-full table-fixed border-collapse text-sm">
        <thead className="sticky top-0 bg-canvas">
          <tr className="h-9 shadow-[inset_0_-1px_0_var(--line)]">
            {COLUMNS.map((column) => (
              <ProcessHead key={column.column} {...column} sorting={sorting} onSort={sort} />
            ))}
            <th scope="col" className="w-28 px-2 text-left text-xs font-medium text-ink-3">
              Running for
            </th>
            <ProcessHead column="command" title="Command" className="pr-5" sorting={sorting} onSort={sort} />
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ pid, user, cpu, memory, elapsed, command }) => (
            <tr key={pid} className="h-8 shadow-[inset_0_-1px_0_var(--line)] hover:bg-hover">
              <td className="pl-5 tabular-nums">{pid}</td>
              <td className="truncate px-2 text-ink-2">{user}</td>
              <td className="px-2 text-ink-2 tabular-nums">{cpu.toFixed(1)} %</td>
              <td className="px-2 text-ink-2 tabular-nums">{formatBytes(memory)}</td>
              <td className="px-2 text-ink-2 tabular-nums">{elapsed}</td>
              <td title={command} className="selectable truncate px-2 pr-5 font-mono text-xs">
                {command}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="px-5 py-3 text-xs text-ink-3">
        {rows.length === 1 ? '1 process' : `${rows.length.toLocaleString('en')} processes`}
        {rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} are shown` : ''}
      </p>
    </div>
  );
}
