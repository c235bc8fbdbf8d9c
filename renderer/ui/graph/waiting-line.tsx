import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from '@xyflow/react';

/** One thing waits for another; once that is there, the line is whole. */
export type WaitingEdge = Edge<{ readonly met: boolean }, 'waiting'>;

/** The edge from what is waited for to who waits. */
export function waitingEdge(id: string, needed: string, waiting: string, met: boolean): WaitingEdge {
  return {
    id,
    type: 'waiting',
    source: needed,
    target: waiting,
    sourceHandle: 'right',
    targetHandle: 'left',
    data: { met },
  };
}

export function WaitingLine(props: EdgeProps & { readonly data: { readonly met: boolean } }) {
  const [path] = getBezierPath(props);
  const { met } = props.data;
  return (
    <BaseEdge
      path={path}
      style={{
        stroke: met ? 'var(--accent)' : 'var(--line-strong)',
        strokeWidth: 1.5,
        ...(!met && { strokeDasharray: '4 4' }),
      }}
    />
  );
}
