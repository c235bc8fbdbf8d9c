import type { BuildRecord, BuildStage, BuildStep } from '../../../../engine/api/types/build.ts';
import { depths } from '../../../ui/graph/depths.ts';
import type { Area } from '../../../ui/graph/fitted.ts';

export type GraphNode = Area & { readonly id: string } & (
    | { readonly kind: 'stage'; readonly stage: BuildStage; readonly steps: readonly BuildStep[] }
    | { readonly kind: 'step'; readonly step: BuildStep }
  );

/** A stage waits for another: its last step goes into this one. */
export interface GraphLine {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The step that takes from the other stage; undefined when nothing tells which. */
  readonly step: BuildStep | undefined;
  /** What it waits for is there. */
  readonly met: boolean;
}

export interface GraphLayout {
  readonly nodes: readonly GraphNode[];
  readonly lines: readonly GraphLine[];
}

const STEP = { width: 220, height: 44, gap: 6 };
const HEAD = 36;
const PAD = 10;
const COLUMN = STEP.width + 2 * PAD + 48;
const ROW_GAP = 28;

const stageNodeId = (index: number) => `stage ${index}`;
const stepNodeId = (number: number) => `step ${number}`;

/**
 * Stages from left to right, each behind all that it waits for, with their steps from above to below. The same build gives the
 * same picture; what stands before the first FROM belongs to no stage and is left to the list.
 */
export function layOutBuild({ stages, timeline }: Pick<BuildRecord, 'stages' | 'timeline'>): GraphLayout {
  const known = stages.filter(({ index }) => timeline.some(({ stage }) => stage === index));
  const columns = depths(
    known.map(({ index }) => index),
    (index) => known.find((stage) => stage.index === index)?.needs ?? [],
  );
  const bottoms = new Map<number, number>();
  const nodes: GraphNode[] = [];
  const lines: GraphLine[] = [];
  for (const stage of known) {
    const steps = timeline.filter((step) => step.stage === stage.index);
    const column = columns.get(stage.index) ?? 0;
    const x = column * COLUMN;
    const y = bottoms.get(column) ?? 0;
    const height = HEAD + steps.length * (STEP.height + STEP.gap) - STEP.gap + PAD;
    bottoms.set(column, y + height + ROW_GAP);
    const width = STEP.width + 2 * PAD;
    nodes.push({ id: stageNodeId(stage.index), kind: 'stage', x, y, width, height, stage, steps });
    steps.forEach((step, index) => {
      const top = y + HEAD + index * (STEP.height + STEP.gap);
      nodes.push({ id: stepNodeId(step.number), kind: 'step', x: x + PAD, y: top, ...sized(STEP), step });
    });
    for (const needed of stage.needs)
      lines.push(...linesOf(stage, steps, known[indexOf(known, needed)], timeline));
  }
  return { nodes, lines };
}

function sized({ width, height }: typeof STEP) {
  return { width, height };
}

function indexOf(stages: readonly BuildStage[], index: number): number {
  return stages.findIndex((stage) => stage.index === index);
}

function linesOf(
  stage: BuildStage,
  steps: readonly BuildStep[],
  needed: BuildStage | undefined,
  timeline: readonly BuildStep[],
): readonly GraphLine[] {
  if (needed === undefined) return [];
  const last = timeline.findLast((step) => step.stage === needed.index);
  const met = last?.state === 'done' || last?.state === 'cached';
  const takers = steps.filter(({ text }) => takesFrom(text, needed));
  const ends = takers.length === 0 ? [undefined] : takers;
  return ends.map((step) => ({
    id: `${needed.index} ${stage.index} ${step?.number ?? ''}`,
    from: stageNodeId(needed.index),
    to: step === undefined ? stageNodeId(stage.index) : stepNodeId(step.number),
    step,
    met,
  }));
}

/** Whether an instruction, as written, names a stage: in FROM, `--from` or the `from` of a mount. */
export function takesFrom(text: string, { name, index }: Pick<BuildStage, 'name' | 'index'>): boolean {
  const named = [
    /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(text)?.[1],
    ...[...text.matchAll(/(?:--|[=,])from=([^\s,]+)/gi)].map(([, word]) => word),
  ];
  const isFrom = /^\s*FROM\s/i.test(text);
  return named.some(
    (word) => word !== undefined && (word.toLowerCase() === name || (!isFrom && word === String(index))),
  );
}
