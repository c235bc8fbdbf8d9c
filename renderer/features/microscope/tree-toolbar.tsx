import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';

interface TreeToolbarProps {
  readonly query: string;
  readonly changed: boolean;
  readonly sort: 'name' | 'size';
  readonly onQuery: (query: string) => void;
  readonly onChanged: (changed: boolean) => void;
  readonly onSort: (sort: 'name' | 'size') => void;
}

const SORTS = [
  { value: 'name', title: 'Name' },
  { value: 'size', title: 'Size' },
] as const;

export function TreeToolbar({ query, changed, sort, onQuery, onChanged, onSort }: TreeToolbarProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-1.5">
      <SearchField
        label="Search paths"
        placeholder="Search paths, or *.so"
        value={query}
        onChange={onQuery}
        className="min-w-40 flex-1"
      />
      <Segmented label="Sort by" value={sort} options={SORTS} onChange={onSort} />
      <span className="flex items-center gap-2 text-xs whitespace-nowrap text-ink-2">
        <Switch label="Only changes of this layer" checked={changed} onChange={onChanged} />
        <span aria-hidden>Only changes</span>
      </span>
    </div>
  );
}
