import '@xyflow/react/dist/base.css';
import {
  type Edge,
  type EdgeTypes,
  type Node,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { useState } from 'react';
import type { Area } from './fitted.ts';
import { Fitting } from './fitting.tsx';
import { FollowFocus } from './follow-focus.tsx';
import { ShowArea } from './show-area.tsx';
import { ZoomButtons } from './zoom-buttons.tsx';

interface PictureProps<N extends Node, E extends Edge> {
  readonly label: string;
  /** What it is, such as `map`. */
  readonly noun: string;
  readonly nodes: N[];
  readonly edges: E[];
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
  /** What is to be seen as a whole; the same value as long as nothing moved. */
  readonly areas: readonly Area[];
  /** What is to be in sight even where the whole is too large. */
  readonly shown?: Area | undefined;
}

/** Boxes and lines that are panned and zoomed, and moved by nobody: what stands where is said by a layout. */
export function Picture<N extends Node, E extends Edge>({
  label,
  noun,
  nodes,
  edges,
  nodeTypes,
  edgeTypes,
  areas,
  shown,
}: PictureProps<N, E>) {
  const [touched, setTouched] = useState(false);
  return (
    <ReactFlowProvider>
      <FollowFocus label={label} onMoved={() => setTouched(true)}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
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
          <ZoomButtons noun={noun} onTouch={setTouched} />
          {touched ? null : <Fitting nodes={areas} />}
          {touched ? null : <ShowArea area={shown} nodes={areas} />}
        </ReactFlow>
      </FollowFocus>
    </ReactFlowProvider>
  );
}
