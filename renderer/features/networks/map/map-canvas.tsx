import '@xyflow/react/dist/base.css';
import { MarkerType, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { fitted } from './fitted.ts';
import { containerNodeId, HOST, layOut, type MapLayout } from './layout.ts';
import { EDGE_TYPES, type FlowEdge } from './map-edges.tsx';
import { type FlowNode, NODE_TYPES } from './map-nodes.tsx';
import { type Answered, idOf, isHost } from './parties.ts';
import { answerWords } from './question.ts';

interface MapCanvasProps {
  readonly map: NetworkMap;
  readonly show: 'running' | 'all';
  readonly answered: Answered | undefined;
}

const OUTSIDE = 'outside';

/** The picture. What it shows stands as a list beside it too. */
export function MapCanvas({ map, show, answered }: MapCanvasProps) {
  const layout = useMemo(() => layOut(map, show), [map, show]);
  const [touched, setTouched] = useState(false);
  const drawn = useMemo(() => withAnswer(layout, map, answered), [layout, map, answered]);
  return (
    <ReactFlowProvider>
      <section aria-label="Map" className="h-full min-w-0 flex-1">
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
      </section>
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

interface Drawn {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

function withAnswer(layout: MapLayout, map: NetworkMap, answered: Answered | undefined): Drawn {
  const nodes: FlowNode[] = layout.nodes.map((node) => ({
    id: node.id,
    type: node.kind,
    position: { x: node.x, y: node.y },
    width: node.width,
    height: node.height,
    zIndex: node.kind === 'frame' ? -1 : 1,
    data: { node },
  }));
  const edges: FlowEdge[] = layout.lines.map((line) => ({
    id: line.id,
    type: 'line',
    source: line.from,
    target: line.to,
    sourceHandle: line.kind === 'shares' ? 'out' : 'right',
    targetHandle: 'left',
    data: { line },
  }));
  const ends = answered === undefined ? undefined : endsOf(answered, map, nodes);
  if (answered === undefined || ends === undefined) return { nodes, edges };
  if (ends.to === OUTSIDE) nodes.push(outsideNode(answered.question.to, nodes));
  const bothContainers = ends.from !== HOST && ends.to !== HOST && ends.to !== OUTSIDE;
  edges.push({
    id: 'answer',
    type: 'answer',
    source: ends.from,
    target: ends.to,
    sourceHandle: bothContainers || ends.from === HOST ? 'right' : 'out',
    targetHandle: bothContainers || ends.from !== HOST ? 'lane' : 'left',
    zIndex: 2,
    markerEnd: {
      type: MarkerType.ArrowClosed,
      color: answered.answer.reachable ? 'var(--ok)' : 'var(--bad)',
    },
    data: {
      answer: {
        reachable: answered.answer.reachable,
        words: answerWords(answered.answer, Number(answered.question.port)),
      },
    },
  });
  return { nodes, edges };
}

/** The two ends of the line on the map; undefined when the asking one is not on it. */
function endsOf(
  { question, answer }: Answered,
  map: NetworkMap,
  nodes: readonly FlowNode[],
): { readonly from: string; readonly to: string } | undefined {
  const onMap = (id: string | undefined) =>
    nodes.find((node) => id !== undefined && node.id === containerNodeId(id))?.id;
  const from = isHost(question.from) ? HOST : onMap(idOf(map, question.from));
  if (from === undefined) return undefined;
  const to = isHost(question.to) ? HOST : onMap(answer.target ?? idOf(map, question.to));
  return { from, to: to ?? OUTSIDE };
}

function outsideNode(label: string, nodes: readonly FlowNode[]): FlowNode {
  const top = Math.min(...nodes.map(({ position }) => position.y));
  return {
    id: OUTSIDE,
    type: 'outside',
    position: { x: 0, y: top - 84 },
    width: 190,
    height: 40,
    data: { label },
  };
}
