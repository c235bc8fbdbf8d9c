import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { Fitting } from '../../../ui/graph/fitting.tsx';
import { FollowFocus } from '../../../ui/graph/follow-focus.tsx';
import { ZoomButtons } from '../../../ui/graph/zoom-buttons.tsx';
import { withAnswer } from './drawn.ts';
import { layOut } from './layout.ts';
import { EDGE_TYPES } from './map-edges.tsx';
import { NODE_TYPES } from './map-nodes.tsx';
import type { Answered } from './parties.ts';

interface MapCanvasProps {
  readonly map: NetworkMap;
  readonly show: 'running' | 'all';
  readonly answered: Answered | undefined;
}

/** The picture. What it shows stands as a list beside it too. */
export function MapCanvas({ map, show, answered }: MapCanvasProps) {
  const layout = useMemo(() => layOut(map, show), [map, show]);
  const [touched, setTouched] = useState(false);
  const drawn = useMemo(() => withAnswer(layout, map, answered), [layout, map, answered]);
  return (
    <ReactFlowProvider>
      <FollowFocus label="Map" onMoved={() => setTouched(true)}>
        <ReactFlow
          nodes={drawn.nodes}
          edges={drawn.edges}
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
          <ZoomButtons noun="map" onTouch={setTouched} />
          {touched ? null : <Fitting nodes={layout.nodes} />}
        </ReactFlow>
      </FollowFocus>
    </ReactFlowProvider>
  );
}
