import { FoldVertical, UnfoldVertical } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { IconButton } from '../icon-button.tsx';
import { SearchField } from '../search-field.tsx';
import { Segmented } from '../segmented.tsx';
import { branchPaths, type Json, jsonRows } from './json-rows.ts';
import { JsonTreeRow } from './json-tree-row.tsx';
import { moveInTree } from './tree-keys.ts';

const MODES = [
  { value: 'tree', title: 'Tree' },
  { value: 'raw', title: 'JSON' },
] as const;

interface JsonViewProps {
  readonly label: string;
  readonly value: Json;
  /** Paths that are open at first. */
  readonly initiallyOpen?: readonly string[];
}

const NONE: readonly string[] = [];

export function JsonView({ label, value, initiallyOpen = NONE }: JsonViewProps) {
  const [mode, setMode] = useState<'tree' | 'raw'>('tree');
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(initiallyOpen));
  const rows = useMemo(() => jsonRows(value, (path) => open.has(path), query), [value, open, query]);
  const raw = useMemo(() => JSON.stringify(value, null, 2), [value]);
  const toggle = (path: string) => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  };
  return (
    <section aria-label={label} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-5">
        <SearchField
          label="Search keys and values"
          value={query}
          onChange={(text) => {
            setQuery(text);
            if (text !== '') setMode('tree');
          }}
          className="w-64 min-w-32 shrink"
        />
        <span role="status" className="text-xs whitespace-nowrap text-ink-3">
          {query === '' ? '' : `${rows.filter(({ matched }) => matched).length} found`}
        </span>
        <span className="ml-auto flex items-center gap-0.5">
          <IconButton
            size="sm"
            label="Expand all"
            icon={<UnfoldVertical size={15} />}
            disabled={mode === 'raw'}
            onClick={() => setOpen(new Set(branchPaths(value)))}
          />
          <IconButton
            size="sm"
            label="Collapse all"
            icon={<FoldVertical size={15} />}
            disabled={mode === 'raw'}
            onClick={() => setOpen(new Set())}
          />
          <CopyButton label="Copy JSON" text={raw} />
        </span>
        <Segmented label="View" value={mode} options={MODES} onChange={setMode} />
      </div>
      {mode === 'raw' ? (
        <pre
          aria-label={`${label} as JSON`}
          tabIndex={0}
          className="selectable min-h-0 flex-1 overflow-auto px-5 py-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
        >
          {raw}
        </pre>
      ) : (
        <div
          role="tree"
          aria-label={label}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto py-2 focus-visible:-outline-offset-2"
          onKeyDown={(event) => moveInTree(event, toggle)}
        >
          {rows.map((row) => (
            <JsonTreeRow key={row.path} row={row} query={query} onToggle={toggle} />
          ))}
          {rows.length === 0 ? <p className="px-5 py-2 text-ink-3">Nothing matches.</p> : null}
        </div>
      )}
    </section>
  );
}
