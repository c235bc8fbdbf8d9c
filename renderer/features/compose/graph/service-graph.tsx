import type { Node, NodeProps } from '@xyflow/react';
import { useMemo } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Handles } from '../../../ui/graph/handles.tsx';
import { Picture } from '../../../ui/graph/picture.tsx';
import { WaitingLine, waitingEdge } from '../../../ui/graph/waiting-line.tsx';
import { StatusDot } from '../../../ui/status-dot.tsx';
import type { ServiceRow } from '../services/service-row.ts';
import { layOutServices } from './service-layout.ts';

type FlowNode = Node<{ readonly row: ServiceRow }, 'service'>;

const NODE_TYPES = { service: ServiceBox };
const EDGE_TYPES = { waiting: WaitingLine };

/** Which service waits for which; a line is whole once what is waited for is there. The list of services says the same. */
export default function ServiceGraph({ rows }: { readonly rows: readonly ServiceRow[] }) {
  const layout = useMemo(() => layOutServices(rows), [rows]);
  const nodes: FlowNode[] = layout.nodes.map(({ row, x, y, width, height }) => ({
    id: row.name,
    type: 'service',
    position: { x, y },
    width,
    height,
    data: { row },
  }));
  const edges = layout.lines.map(({ service, needed, met }) =>
    waitingEdge(`${needed} ${service}`, needed, service, met),
  );
  return (
    <Picture
      label="Graph"
      noun="graph"
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      areas={layout.nodes}
    />
  );
}

function ServiceBox({ data: { row } }: NodeProps & { readonly data: { readonly row: ServiceRow } }) {
  const { name, image, wanted, containers } = row;
  return (
    <div
      className={cx(
        'flex h-full w-full flex-col justify-center rounded-lg border bg-raised px-3',
        wanted?.active === false ? 'border-dashed border-line-strong opacity-70' : 'border-line-strong',
      )}
    >
      <Handles />
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm font-medium text-ink">{name}</span>
        {containers.map(({ id, tone, name: container, words }) => (
          <span key={id} title={`${container}: ${words}`} className="flex">
            <StatusDot tone={tone} />
          </span>
        ))}
      </span>
      <span className="truncate font-mono text-2xs text-ink-2" title={image}>
        {image}
      </span>
      <span className="truncate text-2xs text-ink-3">
        {containers.length === 0 ? 'No container' : containers.map(({ words }) => words).join(', ')}
      </span>
    </div>
  );
}
