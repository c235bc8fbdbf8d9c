import type { Node, NodeProps } from '@xyflow/react';
import { Box, ExternalLink, Globe, Monitor } from 'lucide-react';
import { Link } from 'react-router';
import type { MapContainer } from '../../../../engine/api/types/network-look.ts';
import { Badge } from '../../../ui/badge.tsx';
import { counted } from '../../../ui/counted.ts';
import { cx } from '../../../ui/cx.ts';
import { Handles } from '../../../ui/graph/handles.tsx';
import { StatusDot } from '../../../ui/status-dot.tsx';
import type { MapNode } from './map-node.ts';
import { CARD, Pickable } from './pickable.tsx';
import { portUrl } from './port-url.ts';
import { THIS_HOST } from './question.ts';

export type FlowNode =
  | Node<{ readonly node: MapNode }, 'host' | 'network' | 'container' | 'frame' | 'port'>
  | Node<{ readonly label: string }, 'outside'>;

type Props<K extends MapNode['kind']> = NodeProps & {
  readonly data: { readonly node: Extract<MapNode, { kind: K }> };
};

export const NODE_TYPES = {
  host: HostNode,
  network: NetworkNode,
  container: ContainerNode,
  frame: FrameNode,
  port: PortNode,
  outside: OutsideNode,
};

const NO_SUBNET: Readonly<Record<string, string>> = { host: 'the machine’s own', null: 'loopback only' };

function HostNode() {
  return (
    <Pickable name={THIS_HOST} label={THIS_HOST} className="flex items-center gap-2.5 px-3">
      <Monitor size={18} className="text-ink-2" />
      <span className="text-sm font-medium whitespace-nowrap text-ink">{THIS_HOST}</span>
    </Pickable>
  );
}

function NetworkNode({ data: { node } }: Props<'network'>) {
  const { id, name, driver, subnets, internal, open } = node.network;
  return (
    <div className={cx(CARD, 'flex flex-col justify-center border-line-strong bg-sunken px-3')}>
      <Handles />
      <span className="flex min-w-0 items-center gap-1.5">
        <Link
          to={`/networks/${id}`}
          title={name}
          className="nopan truncate text-sm font-semibold text-ink no-underline hover:underline"
        >
          {name}
        </Link>
        {internal ? <Badge tone="warn">Internal</Badge> : null}
        {open || driver === 'null' ? null : (
          <Badge tone="warn" title="Its members do not reach each other.">
            Apart
          </Badge>
        )}
      </span>
      <span className="truncate font-mono text-2xs text-ink-2">
        {subnets[0] ?? NO_SUBNET[driver] ?? driver}
      </span>
      <span className="truncate text-2xs text-ink-3">
        {driver === 'bridge' || subnets.length === 0 ? '' : `${driver}, `}
        {node.members === 0 ? 'no container' : counted(node.members, 'container')}
      </span>
    </div>
  );
}

function ContainerNode({ data: { node } }: Props<'container'>) {
  const { container, small } = node;
  const { id, name, running } = container;
  return (
    <Pickable
      name={name}
      label={[name, ...addresses(container)].join(', ')}
      className={cx('flex flex-col justify-center px-3', !running && 'opacity-60')}
    >
      <span className="flex min-w-0 items-center gap-2">
        <StatusDot tone={running ? 'ok' : 'idle'} />
        <span className="min-w-0 flex-1 truncate text-sm font-medium text-ink" title={name}>
          {name}
        </span>
        {small ? <SmallPorts container={container} /> : null}
        <Link
          to={`/containers/${id}/networks`}
          aria-label={`Open ${name}`}
          title="Open the container"
          className="nopan relative z-10 rounded-sm p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
        >
          <Box size={13} />
        </Link>
      </span>
      <span className="truncate pl-4 font-mono text-2xs text-ink-2" title={addresses(container).join(', ')}>
        {place(container)}
      </span>
    </Pickable>
  );
}

function SmallPorts({ container }: { readonly container: MapContainer }) {
  const port = container.ports.find(({ hostPort }) => hostPort !== undefined);
  const url = port === undefined ? undefined : portUrl(port);
  return url === undefined ? null : (
    <a href={url} target="_blank" rel="noreferrer" className="nopan relative z-10 text-2xs hover:underline">
      :{port?.hostPort}
    </a>
  );
}

function FrameNode({ data: { node } }: Props<'frame'>) {
  return (
    <div
      className="h-full w-full rounded-lg border border-dashed border-line-strong"
      title={`${node.members} containers that are on ${node.network.name} only`}
    >
      <Handles />
    </div>
  );
}

function PortNode({ data: { node } }: Props<'port'>) {
  const { hostPort, protocol, port } = node.port;
  const url = portUrl(node.port);
  const text = `${hostPort}:${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  const look =
    'pointer-events-auto nopan inline-flex h-full max-w-full items-center gap-1.5 rounded-full border border-line bg-raised px-2.5 text-xs';
  return (
    <>
      <Handles />
      {url === undefined ? (
        <span className={cx(look, 'text-ink-2')}>{text}</span>
      ) : (
        <a href={url} target="_blank" rel="noreferrer" className={cx(look, 'hover:underline')}>
          {text}
          <ExternalLink size={12} aria-hidden />
        </a>
      )}
    </>
  );
}

function OutsideNode({ data: { label } }: NodeProps & { readonly data: { readonly label: string } }) {
  return (
    <div className={cx(CARD, 'flex items-center gap-2 border-dashed border-line-strong px-3')}>
      <Handles />
      <Globe size={15} className="shrink-0 text-ink-2" />
      <span className="truncate text-sm text-ink" title={label}>
        {label}
      </span>
    </div>
  );
}

function addresses({ endpoints }: MapContainer): readonly string[] {
  return endpoints.flatMap((endpoint) => endpoint.addresses);
}

function place(container: MapContainer): string {
  if (!container.running) return 'does not run';
  if (container.shares !== undefined) return 'shares the one above';
  return addresses(container).join(', ') || 'no address of its own';
}
