import '@xyflow/react/dist/base.css';
import { Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { withAnswer } from './drawn.ts';
import { fitted } from './fitted.ts';
import { FollowFocus } from './follow-focus.tsx';
import { layOut } from './layout.ts';
import { EDGE_TYPES } from './map-edges.tsx';
import type { MapLayout } from './map-node.ts';
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
      <FollowFocus onMoved={() => setTouched(true)}>
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
          <ZoomButtons onTouch={setTouched} />
          {touched ? null : <Fitting layout={layout} />}
        </ReactFlow>
      </FollowFocus>
    </ReactFlowProvider>
  );
}

/** Shows all of the map, whatever comes and goes, until somebody moved it. */
function Fitting({ layout }: { readonly layout: MapLayout }) {
  const { setViewport } = useReactFlow();
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  useEffect(() => {
    if (width > 0 && height > 0) void setViewport(fitted(layout.nodes, width, height));
  }, [setViewport, width, height, layout]);
  return null;
}

function ZoomButtons({ onTouch }: { readonly onTouch: (touched: boolean) => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = (step: () => unknown) => () => {
    onTouch(true);
    step();
  };
  return (
    <Panel position="bottom-left" className="flex rounded-md border border-line bg-raised">
      <IconButton size="sm" label="Zoom out" icon={<Minus size={14} />} onClick={zoom(zoomOut)} />
      <IconButton size="sm" label="Zoom in" icon={<Plus size={14} />} onClick={zoom(zoomIn)} />
      <IconButton
        size="sm"
        label="Show all of the map"
        icon={<Maximize size={14} />}
        onClick={() => onTouch(false)}
      />
    </Panel>
  );
}
