import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../icon-button.tsx';

interface SelectionToolbarProps {
  /** What is selected, such as `networks`. */
  readonly nouns: string;
  readonly count: number;
  readonly onClear: () => void;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** What stands in the bar above a table while rows are selected. */
export function SelectionToolbar({ nouns, count, onClear, children }: SelectionToolbarProps) {
  return (
    <div role="toolbar" aria-label={`Selected ${nouns}`} className="flex min-w-0 items-center gap-1.5">
      <span className="px-1.5 text-sm whitespace-nowrap text-ink-2">{count} selected</span>
      {children}
      <IconButton size="sm" label="Clear selection" icon={<X size={15} />} onClick={onClear} />
    </div>
  );
}
