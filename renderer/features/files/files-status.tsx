import { Lock } from 'lucide-react';
import type { FileListing } from '../../../engine/api/types/files.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { counted } from '../../ui/counted.ts';

interface FilesStatusProps {
  readonly listing: FileListing | undefined;
  readonly selected: number;
  readonly error: Error | null;
}

export function FilesStatus({ listing, selected, error }: FilesStatusProps) {
  const { total = 0, complete = true, readOnly = null } = listing ?? {};
  return (
    <footer className="flex h-8 shrink-0 items-center gap-4 border-t border-line px-5 text-xs text-ink-3">
      <span role="status" className="truncate tabular-nums">
        {listing === undefined
          ? ''
          : complete
            ? counted(total, 'item')
            : `The first ${total.toLocaleString('en')} of more items: filter to find the others`}
        {selected === 0 ? '' : `, ${selected.toLocaleString('en')} selected`}
      </span>
      {error === null ? null : <span className="truncate text-bad">{sentence(error)}</span>}
      {readOnly === null ? null : (
        <span className="ml-auto inline-flex min-w-0 items-center gap-1.5">
          <Lock size={12} className="shrink-0" /> <span className="truncate">{readOnly}</span>
        </span>
      )}
    </footer>
  );
}
