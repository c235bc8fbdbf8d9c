import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
import type { HostPortState } from '../../../../engine/api/types/host-port.ts';
import { containerListQuery } from '../../../bridge/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { isPort, type PortRow } from '../port-rows.ts';
import { hostPortQuery } from '../queries.ts';

interface PortConflictProps {
  readonly row: PortRow;
  /** The container that has the port now and gives it up. */
  readonly edited: string | undefined;
  readonly onUse: (port: number) => void;
}

/** Says before the start who has the host's port, and offers the nearest that is free. */
export function PortConflict({ row, edited, onUse }: PortConflictProps) {
  const port = useDeferredValue(row.hostPort);
  const { data, isError } = useQuery({
    ...hostPortQuery(port, row.protocol, row.address),
    enabled: isPort(port),
  });
  const { data: containers = [] } = useQuery(containerListQuery);
  if (!isPort(row.hostPort) || port !== row.hostPort) return null;
  if (isError) {
    // Another engine does not tell who has a port, but its list tells which container published it.
    const holder = containers.find(({ Ports }) =>
      Ports.some(({ PublicPort, Type }) => String(PublicPort) === port && Type === row.protocol),
    );
    const name = holder?.Names[0]?.replace(/^\//, '');
    return name === undefined || name === edited ? null : (
      <Line text={`The container ${name} has port ${port}.`} />
    );
  }
  if (data === undefined || data.free) return null;
  if (data.holder?.kind === 'container' && data.holder.name === edited) return null;
  const { nearestFree } = data;
  return (
    <Line text={holderWords(data)}>
      {nearestFree === undefined ? null : (
        <Button size="sm" onClick={() => onUse(nearestFree)}>
          Use {nearestFree}
        </Button>
      )}
    </Line>
  );
}

function Line({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div role="status" className="mt-1 flex items-center gap-2 text-xs text-bad">
      <span className="selectable min-w-0 break-words">{text}</span>
      {children}
    </div>
  );
}

function holderWords({ port, holder }: HostPortState): string {
  if (holder === undefined) return `Port ${port} is taken.`;
  if (holder.kind === 'container') return `Port ${port} is taken by the container ${holder.name}.`;
  return `Port ${port} is taken by ${holder.name}${holder.pid === undefined ? '' : `, process ${holder.pid}`}.`;
}
