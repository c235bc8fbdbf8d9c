import { CircleAlert, CircleCheck } from 'lucide-react';
import type { DiskApplied } from '../../../engine/api/types/disk.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { KIND_WORDS } from './kind-words.ts';

interface FreedReportProps {
  readonly applied: DiskApplied;
  readonly onDone: () => void;
}

/** What was really freed. */
export function FreedReport({ applied: { deletions, freed, fileSystemGained }, onDone }: FreedReportProps) {
  const failed = deletions.filter(({ error }) => error !== null);
  const gone = deletions.length - failed.length;
  return (
    <section
      aria-label="What was freed"
      className="min-h-0 flex-1 overflow-y-auto border-t border-line px-5 py-6"
    >
      <p role="status" className="flex items-center gap-2.5 text-lg font-semibold text-ink">
        {failed.length === 0 ? (
          <CircleCheck size={20} className="text-ok" />
        ) : (
          <CircleAlert size={20} className="text-bad" />
        )}
        {formatBytes(freed)} freed
      </p>
      <p className="mt-1 text-sm text-ink-2">
        {freed.toLocaleString('en')} bytes, measured at each of {counted(gone, 'deletion')}. The file system
        has {formatBytes(Math.max(0, fileSystemGained))} more free; others write to it too.
      </p>
      {failed.length === 0 ? null : (
        <ul aria-label="What could not be deleted" className="mt-4 flex flex-col gap-1 text-xs">
          {failed.map(({ kind, id, label, error }) => (
            <li key={`${kind} ${id}`}>
              <span className="text-ink">
                {KIND_WORDS[kind]} {label}
              </span>
              : <span className="text-bad">{error}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-5">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </section>
  );
}
