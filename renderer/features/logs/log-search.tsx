import { ChevronDown, ChevronUp, ListFilter } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { MAX_MATCHES } from './log-lens.ts';
import type { LogView } from './use-log-view.ts';

interface LogSearchProps {
  readonly view: LogView;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function LogSearch({ view, field }: LogSearchProps) {
  const { query, matchCount, position, step } = view;
  const some = matchCount > 0;
  return (
    <div role="search" className="flex min-w-0 shrink items-center gap-0.5">
      <SearchField
        ref={field}
        label="Search log"
        value={query}
        onChange={view.setQuery}
        {...(query === '' ? {} : { suffix: countText(matchCount, position) })}
        className="mr-1.5 w-72 min-w-36 shrink"
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? 1 : -1);
        }}
      />
      <IconButton
        size="sm"
        label="Previous match"
        shortcut="Enter"
        icon={<ChevronUp size={15} />}
        disabled={!some}
        onClick={() => step(-1)}
      />
      <IconButton
        size="sm"
        label="Next match"
        shortcut="Shift+Enter"
        icon={<ChevronDown size={15} />}
        disabled={!some}
        onClick={() => step(1)}
      />
      <IconButton
        size="sm"
        label="Only matching lines"
        icon={<ListFilter size={15} />}
        pressed={view.onlyMatching}
        onClick={() => view.setOnlyMatching(!view.onlyMatching)}
      />
    </div>
  );
}

function countText(count: number, position: number): string {
  if (count === 0) return 'No match';
  const all = count >= MAX_MATCHES ? `${MAX_MATCHES}+` : String(count);
  return position < 0 ? `${all} found` : `${position + 1} of ${all}`;
}
