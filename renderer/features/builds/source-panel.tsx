import { useEffect, useRef } from 'react';
import type { BuildRecord } from '../../../engine/api/types/build.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { sourceLines } from './source-lines.ts';
import { SourceRow } from './source-row.tsx';

interface SourcePanelProps {
  readonly record: BuildRecord;
  readonly chosen: number | undefined;
  readonly onChoose: (step: number) => void;
}

/** The Dockerfile as it was built, with what went wrong at its line. */
export function SourcePanel({ record, chosen, onChoose }: SourcePanelProps) {
  const { dockerfile, source } = record;
  const failed = record.timeline.some(({ number, state }) => number === chosen && state === 'failed');
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    if (failed) scroller.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
    scroller.current?.querySelector(`[data-step="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, failed]);
  return (
    <section aria-label="Dockerfile" className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-4 text-xs text-ink-2">
        <h2 className="selectable min-w-0 flex-1 truncate font-medium text-ink" title={dockerfile}>
          {dockerfile}
        </h2>
        <CopyButton label="Copy Dockerfile" text={source} />
      </header>
      {source === '' ? (
        <p className="px-4 py-3 text-sm text-ink-3">It was not found, or not read yet.</p>
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto py-1.5">
          {sourceLines(record).map((line) => (
            <SourceRow
              key={line.number}
              line={line}
              chosen={line.step !== undefined && line.step.number === chosen}
              onChoose={onChoose}
            />
          ))}
        </div>
      )}
    </section>
  );
}
