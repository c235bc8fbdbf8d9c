import type { ReactNode } from 'react';
import { formatBytes } from '../../ui/format-bytes.ts';

interface PathListProps {
  readonly label: string;
  readonly summary: ReactNode;
  readonly items: readonly {
    readonly key: string;
    readonly path: ReactNode;
    readonly detail: ReactNode;
    readonly bytes: number;
  }[];
}

/** Paths with what they cost. */
export function PathList({ label, summary, items }: PathListProps) {
  return (
    <>
      <p className="mb-2 text-xs text-ink-2">{summary}</p>
      <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line">
        {items.map(({ key, path, detail, bytes }) => (
          <li key={key} className="flex items-start gap-4 px-3 py-2 text-xs">
            <div className="min-w-0 flex-1">
              <div className="selectable font-mono text-2xs break-all text-ink">{path}</div>
              <div className="text-ink-3">{detail}</div>
            </div>
            <span className="shrink-0 text-ink-2 tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
