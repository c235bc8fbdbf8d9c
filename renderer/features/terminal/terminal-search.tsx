import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import type { TerminalSession } from './terminal-session.ts';

interface TerminalSearchProps {
  readonly session: TerminalSession;
  readonly onClose: () => void;
}

const DECORATIONS = {
  matchBackground: '#d9b44a',
  matchOverviewRuler: '#d9b44a',
  activeMatchBackground: '#f08c2e',
  activeMatchColorOverviewRuler: '#f08c2e',
};

export function TerminalSearch({ session, onClose }: TerminalSearchProps) {
  const [query, setQuery] = useState('');
  const [result, setResult] = useState({ resultIndex: -1, resultCount: 0 });
  const { search, terminal } = session.screen;
  useEffect(() => {
    const listening = search.onDidChangeResults(setResult);
    return () => {
      listening.dispose();
      search.clearDecorations();
      terminal.focus();
    };
  }, [search, terminal]);
  const options = { decorations: DECORATIONS };
  const find = (text: string, back: boolean) => {
    if (text === '') search.clearDecorations();
    else if (back) search.findPrevious(text, options);
    else search.findNext(text, options);
  };
  const { resultIndex, resultCount } = result;
  return (
    <div
      role="search"
      className="absolute top-2 right-4 z-20 flex animate-appear items-center gap-0.5 rounded-lg border border-line bg-raised p-1 shadow-float"
    >
      <SearchField
        ref={(field) => field?.focus()}
        label="Search terminal"
        value={query}
        className="w-52"
        onChange={(text) => {
          setQuery(text);
          find(text, true);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(query, !event.shiftKey);
          if (event.key === 'Escape' && query === '') onClose();
        }}
      />
      <span role="status" className="w-16 px-1 text-xs text-ink-3">
        {query === '' ? '' : resultCount === 0 ? 'No match' : `${resultIndex + 1} of ${resultCount}`}
      </span>
      <IconButton
        size="sm"
        label="Previous match"
        icon={<ChevronUp size={15} />}
        onClick={() => find(query, true)}
      />
      <IconButton
        size="sm"
        label="Next match"
        icon={<ChevronDown size={15} />}
        onClick={() => find(query, false)}
      />
      <IconButton size="sm" label="Close search" icon={<X size={15} />} onClick={onClose} />
    </div>
  );
}
