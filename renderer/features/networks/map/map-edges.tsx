import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { Check, X } from 'lucide-react';
import { use } from 'react';
import { cx } from '../../../ui/cx.ts';
import { lineWidth, rateOf, rateParts } from './flows.ts';
import type { MapLine } from './map-node.ts';
import { FlowsContext } from './use-flows.ts';

export interface AnswerLine {
  readonly reachable: boolean;
  readonly words: string;
}

export type FlowEdge =
  | Edge<{ readonly line: MapLine }, 'line'>
  | Edge<{ readonly answer: AnswerLine }, 'answer'>;

export const EDGE_TYPES = { line: LineEdge, answer: AnswerEdge };

/** How far an answer between two things of one column swings out. */
const SWING = 105;

type LineProps = EdgeProps & { readonly data: { readonly line: MapLine } };

function LineEdge(props: LineProps) {
  const { line } = props.data;
  const flows = use(FlowsContext);
  const [path] = getBezierPath(props);
  const rate = line.network === undefined ? undefined : rateOf(flows, line.network, line.containers ?? []);
  const parts = rate === undefined || line.kind === 'uplink' ? [] : rateParts(rate);
  const flowing = parts.length > 0;
  const { x, y } = nearTarget(props);
  return (
    <>
      <BaseEdge
        path={path}
        style={{
          stroke: flowing ? 'var(--accent)' : 'var(--line-strong)',
          strokeWidth: rate === undefined || line.kind === 'uplink' ? 1.5 : lineWidth(rate),
          strokeDasharray: dashes(line, flowing),
          ...(flowing && { animation: 'flow 700ms linear infinite' }),
        }}
      />
      {flowing ? (
        <EdgeLabelRenderer>
          <span
            className="pointer-events-none absolute rounded-sm bg-canvas px-1 text-2xs leading-3.5 whitespace-pre text-accent-text tabular-nums"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {parts.join('\n')}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}

/** Two thirds along the curve, where lines that fan out of one network are apart already. */
function nearTarget({ sourceX, sourceY, targetX, targetY }: EdgeProps): {
  readonly x: number;
  readonly y: number;
} {
  const t = 0.62;
  const bend = 3 * (1 - t) * t * t + t ** 3;
  return { x: sourceX + (targetX - sourceX) * t, y: sourceY + (targetY - sourceY) * bend };
}

function dashes({ kind, walled }: MapLine, flowing: boolean): string | undefined {
  if (flowing) return '7 5';
  return kind === 'shares' || kind === 'port' || walled === true ? '3 4' : undefined;
}

type AnswerProps = EdgeProps & { readonly data: { readonly answer: AnswerLine } };

function AnswerEdge(props: AnswerProps) {
  const { sourceX, sourceY, targetX, targetY, markerEnd } = props;
  const { reachable, words } = props.data.answer;
  const sameSide = props.sourcePosition === props.targetPosition;
  const swing = sameSide ? SWING : 0;
  const far = Math.max(sourceX, targetX) + swing;
  const [bezier, middleX, middleY] = getBezierPath(props);
  const path = sameSide
    ? `M ${sourceX},${sourceY} C ${far},${sourceY} ${far},${targetY} ${targetX},${targetY}`
    : bezier;
  const [x, y] = sameSide
    ? [(sourceX + targetX) / 8 + (far * 3) / 4, (sourceY + targetY) / 2]
    : [middleX, middleY];
  const colour = reachable ? 'var(--ok)' : 'var(--bad)';
  return (
    <>
      <BaseEdge
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        style={{ stroke: colour, strokeWidth: 2.5, ...(reachable ? {} : { strokeDasharray: '6 5' }) }}
      />
      <EdgeLabelRenderer>
        <span
          className={cx(
            'pointer-events-none absolute z-10 flex items-center gap-1 rounded-full border bg-raised px-2 py-0.5 text-xs font-medium whitespace-nowrap',
            reachable ? 'border-ok text-ok' : 'border-bad text-bad',
          )}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {reachable ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />}
          {words}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
