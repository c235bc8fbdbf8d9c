import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { BuildRecord } from '../../../../engine/api/types/build.ts';
import { Fitting } from '../../../ui/graph/fitting.tsx';
import { FollowFocus } from '../../../ui/graph/follow-focus.tsx';
import { ZoomButtons } from '../../../ui/graph/zoom-buttons.tsx';
import { layOutBuild } from './graph-layout.ts';
import { ChoiceContext, EDGE_TYPES, type FlowEdge, type FlowNode, NODE_TYPES } from './graph-nodes.tsx';

interface BuildGraphProps {
  readonly record: BuildRecord;
  readonly chosen: number | undefined;
  readonly onChoose: (step: number) => void;
}

/** Which stage waits for which, and how far each step is. The list of steps says the same in words. */
export default function BuildGraph({ record, chosen, onChoose }: BuildGraphProps) {
  const { stages, timeline, state } = record;
  const layout = useMemo(() => layOutBuild({ stages, timeline }), [stages, timeline]);
  const [touched, setTouched] = useState(false);
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
  const edges: FlowEdge[] = layout.lines.map((line) => ({
    id: line.id,
    type: 'line',
    source: line.from,
    target: line.to,
    sourceHandle: 'right',
    targetHandle: 'left',
    data: { line },
  }));
  return (
    <ChoiceContext value={choice}>
      <ReactFlowProvider>
        <FollowFocus label="Graph" onMoved={() => setTouched(true)}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onMoveStart={(event) => event !== null && setTouched(true)}
            minZoom={0.15}
            maxZoom={1.8}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            panOnScroll
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            proOptions={{ hideAttribution: true }}
          >
            <ZoomButtons noun="graph" onTouch={setTouched} />
            {touched ? null : <Fitting nodes={layout.nodes} />}
          </ReactFlow>
        </FollowFocus>
      </ReactFlowProvider>
    </ChoiceContext>
  );
}
