import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { ComparedFile, ImageComparison } from '../../../engine/api/types/microscope.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { Marked } from '../../ui/marked.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ChangeMark } from './change-mark.tsx';
import { signed } from './signed.ts';

export function ComparedFiles({ files }: { readonly files: ImageComparison['files'] }) {
  const frame = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const entries = files.entries.filter(({ path }) => path.toLowerCase().includes(query.toLowerCase()));
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 28,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  if (files.total === 0) return <p className="px-5 py-4 text-sm text-ink-2">Every file is the same.</p>;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2 text-xs text-ink-2">
        <SearchField label="Filter files" value={query} onChange={setQuery} className="w-60" />
        <span>
          {counted(files.added.files, 'file')} added ({formatBytes(files.added.bytes)}), {files.removed.files}{' '}
          removed ({formatBytes(files.removed.bytes)}), {files.changed.files} changed (
          {signed(files.changed.bytes)})
        </span>
        {files.total > files.entries.length ? (
          <span className="text-ink-3">largest {files.entries.length} shown</span>
        ) : null}
      </div>
      <ul ref={frame} aria-label="Files that differ" className="min-h-0 flex-1 overflow-y-auto">
        <li aria-hidden style={{ height: items[0]?.start ?? 0 }} />
        {items.map(({ index }) => {
          const file = entries[index];
          return file === undefined ? null : <FileRow key={file.path} file={file} query={query} />;
        })}
        <li aria-hidden style={{ height: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
      </ul>
    </>
  );
}

function FileRow({ file, query }: { readonly file: ComparedFile; readonly query: string }) {
  const { path, change, from, to, contentDiffers } = file;
  return (
    <li className="flex h-7 items-center gap-2 px-5 text-xs hover:bg-hover">
      <ChangeMark change={change} />
      <span className="selectable min-w-0 flex-1 truncate font-mono text-2xs" title={path}>
        <Marked text={path} query={query} />
      </span>
      {change === 'changed' && !contentDiffers ? (
        <span className="text-ink-3">mode, owner or time</span>
      ) : null}
      <span className="w-36 shrink-0 text-right text-ink-3 tabular-nums">
        {from === null ? '–' : formatBytes(from.size)} → {to === null ? '–' : formatBytes(to.size)}
      </span>
      <span className="w-20 shrink-0 text-right text-ink-2 tabular-nums">
        {signed((to?.size ?? 0) - (from?.size ?? 0))}
      </span>
    </li>
  );
}
