import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface GroupRowProps {
  readonly name: string;
  readonly summary: ReactNode;
  readonly folded: boolean;
  readonly columns: number;
  readonly actions?: ReactNode;
  readonly onToggle: () => void;
}

export function GroupRow({ name, summary, folded, columns, actions, onToggle }: GroupRowProps) {
  return (
    <tr className="h-[38px] bg-sunken shadow-[inset_0_-1px_0_var(--line)]">
      <th scope="rowgroup" colSpan={columns} className="px-5 text-left font-normal">
        <div className="flex items-center gap-2">
          <button
            type="button"
            aria-expanded={!folded}
            onClick={onToggle}
            className="-ml-1 flex min-w-0 items-center gap-1.5 rounded-sm pr-1 font-medium text-ink"
          >
            {folded ? <ChevronRight size={16} /> : <ChevronDown size={16} />}
            <span className="truncate">{name}</span>
          </button>
          <span className="text-xs text-ink-3">{summary}</span>
          <span className="ml-auto flex items-center">{actions}</span>
        </div>
      </th>
    </tr>
  );
}
