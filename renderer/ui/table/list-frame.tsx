import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { EmptyState } from '../empty-state.tsx';
import { SearchField } from '../search-field.tsx';
import { Segmented } from '../segmented.tsx';

interface ListFrameProps {
  /** What one row is, such as `network`; with an s for many. */
  readonly noun: string;
  readonly placeholder: string;
  readonly view: { readonly filter: string; readonly show: string };
  readonly onView: (change: { readonly filter?: string; readonly show?: string }) => void;
  /** What may be shown; the first is everything. */
  readonly options: readonly [ShowOption, ...ShowOption[]];
  /** At the right end of the bar: what the selection allows, or a count. */
  readonly aside: ReactNode;
  /** Nothing fits the filter. */
  readonly isEmpty: boolean;
  /** The table. */
  readonly children: ReactNode;
}

interface ShowOption {
  readonly value: string;
  readonly title: string;
}

/** The bar above a table that filters it, and the way back when nothing fits. */
export function ListFrame({
  noun,
  placeholder,
  view,
  onView,
  options,
  aside,
  isEmpty,
  children,
}: ListFrameProps) {
  const [all] = options;
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label={`Filter ${noun}s`}
          placeholder={placeholder}
          value={view.filter}
          onChange={(filter) => onView({ filter })}
          className="w-72 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={options.find(({ value }) => value === view.show)?.value ?? all.value}
          options={options}
          onChange={(show) => onView({ show })}
        />
        <div className="ml-auto flex min-w-0 items-center gap-1.5">{aside}</div>
      </div>
      {isEmpty ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title={`No ${noun} matches`}
          actions={<Button onClick={() => onView({ filter: '', show: all.value })}>Show all {noun}s</Button>}
        />
      ) : (
        children
      )}
    </>
  );
}
