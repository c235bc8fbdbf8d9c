import { useEffect, useRef } from 'react';
import type { BuildRecord } from '../../../engine/api/types/build.ts';
import { useDifferences } from './queries.ts';
import { stageName, stepGroups } from './step-groups.ts';
import { StepRow } from './step-row.tsx';

interface StepListProps {
  readonly record: BuildRecord;
  readonly chosen: number | undefined;
  readonly onChoose: (step: number) => void;
}

/** What the build did, stage by stage. */
export function StepList({ record, chosen, onChoose }: StepListProps) {
  const { stages, timeline } = record;
  const differences = useDifferences(record);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    scroller.current?.querySelector('[aria-current=step]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const longest = Math.max(1, ...timeline.map(({ milliseconds }) => milliseconds ?? 0));
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto pb-3">
      {stepGroups(record).map(({ stage, steps }) => (
        <section
          key={stage?.index ?? -1}
          aria-label={stage === undefined ? 'Before the stages' : `Stage ${stage.name ?? stage.index + 1}`}
        >
          {stages.length < 2 ? null : (
            <h2 className="sticky top-0 z-10 flex items-baseline gap-2 border-b border-line bg-sunken px-5 py-1.5 text-xs">
              {stage === undefined ? (
                <span className="text-ink-2">Before the first stage</span>
              ) : (
                <>
                  <span className="font-medium text-ink">{stageName(stages, stage.index)}</span>
                  <span className="min-w-0 truncate text-ink-3">
                    from {stage.from}
                    {takesFrom(
                      stage.needs.map((index) => stageName(stages, index)),
                      stage.from,
                    )}
                  </span>
                </>
              )}
            </h2>
          )}
          <ol>
            {steps.map((step) => (
              <StepRow
                key={step.number}
                step={step}
                longest={longest}
                difference={differences.get(step.number)}
                over={record.state !== 'running'}
                chosen={step.number === chosen}
                onChoose={() => onChoose(step.number)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function takesFrom(needs: readonly string[], from: string): string {
  const others = needs.filter((name) => name !== from);
  return others.length === 0 ? '' : `, takes files of ${others.join(', ')}`;
}
