import type { Node, NodeProps } from '@xyflow/react';
import { createContext, use } from 'react';
import type { BuildStep } from '../../../../engine/api/types/build.ts';
import { cx } from '../../../ui/cx.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { formatDuration } from '../../../ui/format-duration.ts';
import { Handles } from '../../../ui/graph/handles.tsx';
import { WaitingLine } from '../../../ui/graph/waiting-line.tsx';
import { parseTime } from '../../../ui/relative-time.ts';
import { StatusDot } from '../../../ui/status-dot.tsx';
import { STEP_LOOKS } from '../build-look.ts';
import type { GraphNode } from './graph-layout.ts';

export type FlowNode = Node<{ readonly node: GraphNode }, 'stage' | 'step'>;

type Props<K extends GraphNode['kind']> = NodeProps & {
  readonly data: { readonly node: Extract<GraphNode, { kind: K }> };
};

export const NODE_TYPES = { stage: StageNode, step: StepNode };
export const EDGE_TYPES = { waiting: WaitingLine };

interface Choice {
  readonly chosen: number | undefined;
  readonly onChoose: (step: number) => void;
  /** The build has ended. */
  readonly over: boolean;
}

export const ChoiceContext = createContext<Choice>({
  chosen: undefined,
  onChoose: () => undefined,
  over: true,
});

function StageNode({ data: { node } }: Props<'stage'>) {
  const { stage, steps } = node;
  const failed = steps.some(({ state }) => state === 'failed');
  const took = steps.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0);
  return (
    <div
      className={cx(
        'h-full w-full rounded-lg border bg-sunken px-3 py-2',
        failed ? 'border-bad-fill' : 'border-line-strong',
      )}
    >
      <Handles />
      <div className="flex min-w-0 items-baseline gap-2 text-xs leading-5">
        <span className="shrink-0 font-semibold text-ink">{stage.name ?? `stage ${stage.index + 1}`}</span>
        <span className="min-w-0 flex-1 truncate text-ink-3" title={stage.from}>
          from {stage.from}
        </span>
        {took === 0 ? null : <span className="shrink-0 text-ink-2 tabular-nums">{formatDuration(took)}</span>}
      </div>
    </div>
  );
}

const BORDERS: Readonly<Record<BuildStep['state'], string>> = {
  waiting: 'border-line opacity-60',
  running: 'border-accent',
  cached: 'border-dashed border-line-strong',
  done: 'border-line-strong',
  failed: 'border-bad-fill bg-bad-soft',
};

function StepNode({ data: { node } }: Props<'step'>) {
  const { number, text, state, reason, startedAt, milliseconds } = node.step;
  const { chosen, onChoose, over } = use(ChoiceContext);
  const { tone, label } = STEP_LOOKS[state];
  const outcome = state === 'waiting' && over ? 'Not reached' : label;
  const started = startedAt === undefined ? undefined : parseTime(startedAt);
  return (
    <>
      <Handles />
      <button
        type="button"
        aria-pressed={chosen === number}
        aria-label={`Step ${number}: ${text}, ${outcome}`}
        title={reason === undefined ? text : `${text}\n\nRan because ${reason.replaceAll('`', '')}`}
        onClick={() => onChoose(number)}
        className={cx(
          'nopan pointer-events-auto flex h-full w-full flex-col justify-center rounded-md border bg-raised px-2.5 text-left hover:bg-hover',
          BORDERS[state],
          chosen === number && 'ring-2 ring-accent',
        )}
      >
        <span className="block w-full truncate font-mono text-2xs text-ink">{text}</span>
        <span className="flex w-full items-center gap-1.5 text-2xs text-ink-2">
          <StatusDot tone={tone} />
          <span className="min-w-0 flex-1 truncate">{outcome}</span>
          {started === undefined ? null : <Elapsed since={started} took={milliseconds} />}
        </span>
      </button>
    </>
  );
}
