import { ChevronDown, ChevronRight, Copy, Link } from 'lucide-react';
import { cx } from '../cx.ts';
import { IconButton } from '../icon-button.tsx';
import { Marked } from '../marked.tsx';
import { isBranch, type Json, type JsonRow, leafText } from './json-rows.ts';

interface JsonTreeRowProps {
  readonly row: JsonRow;
  readonly query: string;
  readonly onToggle: (path: string) => void;
}

export function JsonTreeRow({ row, query, onToggle }: JsonTreeRowProps) {
  const { path, depth, key, value, branch, size } = row;
  const copy = (text: string) => void navigator.clipboard.writeText(text);
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={branch === undefined ? undefined : branch === 'open'}
      data-path={path}
      tabIndex={-1}
      className="group relative flex min-h-6.5 items-start gap-2 pr-20 font-mono text-xs leading-5 hover:bg-hover focus-visible:-outline-offset-2"
      style={{ paddingLeft: 16 + depth * 18 }}
      onClick={() => branch !== undefined && size > 0 && onToggle(path)}
    >
      <span className="mt-[3px] flex w-4 shrink-0 justify-center text-ink-3">
        {branch === undefined || size === 0 ? null : branch === 'open' ? (
          <ChevronDown size={14} />
        ) : (
          <ChevronRight size={14} />
        )}
      </span>
      <span className="selectable mt-[2px] shrink-0 text-ink-2">
        <Marked text={key} query={query} />
      </span>
      <span className={cx('selectable mt-[2px] min-w-0 break-all whitespace-pre-wrap', valueColor(value))}>
        {isBranch(value) ? (
          branchSummary(value, size)
        ) : (
          <Marked text={value === '' ? '""' : leafText(value)} query={query} />
        )}
      </span>
      <span className="absolute top-0 right-3 flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <IconButton
          size="sm"
          label={`Copy path ${path}`}
          tabIndex={-1}
          icon={<Link size={13} />}
          onClick={(event) => {
            event.stopPropagation();
            copy(path);
          }}
        />
        <IconButton
          size="sm"
          label={`Copy value of ${path}`}
          tabIndex={-1}
          icon={<Copy size={13} />}
          onClick={(event) => {
            event.stopPropagation();
            copy(isBranch(value) ? JSON.stringify(value, null, 2) : leafText(value));
          }}
        />
      </span>
    </div>
  );
}

function valueColor(value: Json): string {
  if (isBranch(value)) return 'text-ink-3';
  if (typeof value === 'string') return 'text-ink';
  return value === null ? 'text-ink-3' : 'text-accent-text';
}

function branchSummary(value: Json, size: number): string {
  if (Array.isArray(value)) return size === 0 ? '[ ]' : `[ ${size} ]`;
  return size === 0 ? '{ }' : `{ ${size} }`;
}
