import { useMemo } from 'react';
import type { BuildRecord } from '../../../../engine/api/types/build.ts';
import { Picture } from '../../../ui/graph/picture.tsx';
import { waitingEdge } from '../../../ui/graph/waiting-line.tsx';
import { layOutBuild } from './graph-layout.ts';
import { ChoiceContext, EDGE_TYPES, type FlowNode, NODE_TYPES } from './graph-nodes.tsx';

interface BuildGraphProps {
  readonly record: BuildRecord;
  readonly chosen: number | undefined;
  readonly onChoose: (step: number) => void;
}

/** Which stage waits for which, and how far each step is. The list of steps says the same in words. */
export default function BuildGraph({ record, chosen, onChoose }: BuildGraphProps) {
  const { stages, timeline, state } = record;
  const layout = useMemo(() => layOutBuild({ stages, timeline }), [stages, timeline]);
  const choice = useMemo(() => ({ chosen, onChoose, over: state !== 'running' }), [chosen, onChoose, state]);
  const nodes: FlowNode[] = layout.nodes.map((node) => ({
    id: node.id,
    type: node.kind,
    position: { x: node.x, y: node.y },
    width: node.width,
    height: node.height,
    zIndex: node.kind === 'stage' ? -1 : 1,
    data: { node },
  }));
  const edges = layout.lines.map(({ id, from, to, met }) => waitingEdge(id, from, to, met));
  return (
    <ChoiceContext value={choice}>
      <Picture
        label="Graph"
        noun="graph"
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        areas={layout.nodes}
        shown={layout.nodes.find((node) => node.kind === 'step' && node.step.number === chosen)}
      />
    </ChoiceContext>
  );
}
