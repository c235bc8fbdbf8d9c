import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import type { BuildRecord } from '../../../engine/api/types/build.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { buildLogQuery } from './queries.ts';

interface StepOutputProps {
  readonly record: BuildRecord;
  /** A step, or all of them. */
  readonly step: number | undefined;
  readonly onAll: () => void;
}

/** Colours and what redraws a line say nothing in a text that stands still. */
const ESCAPES = new RegExp(String.raw`\u001b\[[0-9;?]*[A-Za-z]|[^\n]*\r(?!\n)`, 'g');

/** What a step printed; the end of it stays in sight while it goes on. */
export function StepOutput({ record, step, onAll }: StepOutputProps) {
  const shown = record.timeline.find(({ number }) => number === step);
  const running = step === undefined ? record.state === 'running' : shown?.state === 'running';
  const { data, error } = useQuery(buildLogQuery(record.id, step, running));
  const text = data?.replace(ESCAPES, '').trimEnd();
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null && text !== undefined && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [text]);
  return (
    <section aria-label="Output" className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-4 text-xs">
        <h2 className="min-w-0 flex-1 truncate font-medium text-ink">
          {step === undefined ? 'Output of all steps' : `Output of step ${step}`}
        </h2>
        {step === undefined ? null : (
          <Button size="sm" variant="quiet" onClick={onAll}>
            Show all
          </Button>
        )}
        <CopyButton label="Copy output" text={text ?? ''} />
      </header>
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-auto bg-sunken"
        onScroll={({ currentTarget: box }) => {
          atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
        }}
      >
        {error !== null && text === undefined ? (
          <p role="alert" className="px-4 py-3 text-sm text-bad">
            {sentence(error)}
          </p>
        ) : text === '' ? (
          <p className="px-4 py-3 text-sm text-ink-3">Nothing was printed.</p>
        ) : (
          <pre className="selectable px-4 py-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink">
            {text}
          </pre>
        )}
      </div>
    </section>
  );
}
