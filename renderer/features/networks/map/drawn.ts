import { MarkerType } from '@xyflow/react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import type { FlowEdge } from './map-edges.tsx';
import { containerNodeId, HOST, type MapLayout } from './map-node.ts';
import type { FlowNode } from './map-nodes.tsx';
import { type Answered, idOf, isHost } from './parties.ts';
import { answerWords } from './question.ts';

const OUTSIDE = 'outside';

/** As the drawing library takes it. */
export interface Drawn {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

export function withAnswer(layout: MapLayout, map: NetworkMap, answered: Answered | undefined): Drawn {
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
