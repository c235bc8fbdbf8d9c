import { ChevronDown, ChevronUp } from 'lucide-react';
import { cx } from '../../../ui/cx.ts';
import type { Sorting, SortKey } from './process-rows.ts';

interface ProcessHeadProps {
  readonly column: SortKey;
  readonly title: string;
  readonly hint?: string;
  readonly className: string;
  readonly sorting: Sorting;
  readonly onSort: (column: SortKey) => void;
}

export function ProcessHead({ column, title, hint, className, sorting, onSort }: ProcessHeadProps) {
  const sorted = sorting.key === column;
  const Arrow = sorted && sorting.descending ? ChevronDown : ChevronUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
      className={cx('px-2 text-left text-xs font-medium text-ink-3', className)}
    >
      <button
        type="button"
        title={hint}
        onClick={() => onSort(column)}
        className={cx(
          'group -mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-ink',
          sorted && 'text-ink',
        )}
      >
        {title}
        <Arrow size={13} className={cx(!sorted && 'opacity-0 group-hover:opacity-40')} />
      </button>
    </th>
  );
}
