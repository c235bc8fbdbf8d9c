import { useQuery } from '@tanstack/react-query';
import type { ImageHistoryItem } from '../../../engine/api/types/image.ts';
import { Ago } from '../../ui/ago.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { instructionOf } from './instruction.ts';
import { imageHistoryQuery } from './queries.ts';

export function ImageHistory({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(imageHistoryQuery(id));
  if (data === undefined) {
    if (error !== null) return <LoadFailed what="The history" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading history" />;
  }
  const largest = Math.max(1, ...data.map(({ Size }) => Size));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table aria-label="History" className="w-full table-fixed border-collapse">
        <thead className="sticky top-0 bg-canvas text-xs text-ink-3">
          <tr className="h-8 shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className="w-14 pl-5 text-left font-medium">
              Step
            </th>
            <th scope="col" className="px-2 text-left font-medium">
              Created by
            </th>
            <th scope="col" className="w-32 px-2 text-left font-medium">
              Created
            </th>
            <th scope="col" className="w-36 px-5 text-right font-medium">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((item, index) => (
            <HistoryRow key={data.length - index} step={data.length - index} item={item} largest={largest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HistoryRowProps {
  readonly step: number;
  readonly item: ImageHistoryItem;
  readonly largest: number;
}

function HistoryRow({ step, item, largest }: HistoryRowProps) {
  const { name, rest } = instructionOf(item.CreatedBy);
  return (
    <tr className="align-top shadow-[inset_0_-1px_0_var(--line)] hover:bg-hover">
      <td className="py-2 pl-5 text-ink-3">{step}</td>
      <td className="selectable px-2 py-2 font-mono text-xs leading-5 break-all whitespace-pre-wrap">
        {name === '' ? null : <span className="font-semibold text-accent-text">{name} </span>}
        {rest}
        {item.Comment === '' ? null : <span className="block text-ink-3">{item.Comment}</span>}
      </td>
      <td className="px-2 py-2 text-ink-2">{item.Created > 0 ? <Ago time={item.Created * 1000} /> : '–'}</td>
      <td className="px-5 py-2 text-right">
        {item.Size === 0 ? <span className="text-ink-3">no layer</span> : formatBytes(item.Size)}
        <span className="mt-1 block h-0.5 rounded-full" aria-hidden>
          <span
            className="ml-auto block h-full rounded-full bg-accent/60"
            style={{ width: `${(item.Size / largest) * 100}%` }}
          />
        </span>
      </td>
    </tr>
  );
}
