import { use } from 'react';
import { Link } from 'react-router';
import type { MapContainer, MapNetwork, NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { cx } from '../../../ui/cx.ts';
import { PortLinks } from '../../../ui/port-links.tsx';
import { rateOf, rateText } from './flows.ts';
import { PartiesContext } from './parties.ts';
import { portUrl } from './port-url.ts';
import { FlowsContext } from './use-flows.ts';

interface MapListProps {
  readonly map: NetworkMap;
  readonly show: 'running' | 'all';
}

/** The map in words: each network, who is on it, and what reaches it. */
export function MapList({ map, show }: MapListProps) {
  const containers = map.containers.filter(({ running }) => running || show === 'all');
  const membersOf = ({ id }: MapNetwork) =>
    containers
      .filter(({ endpoints }) => endpoints.some(({ network }) => network === id))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const networks = map.networks
    .filter((network) => membersOf(network).length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sharing = containers.filter(({ shares }) => shares !== undefined);
  return (
    <section aria-label="The map as a list" className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
      {networks.map((network) => (
        <section key={network.id} aria-label={network.name} className="mb-4">
          <h3 className="flex items-baseline gap-2 text-sm font-semibold text-ink">
            <Link to={`/networks/${network.id}`} className="truncate text-ink no-underline hover:underline">
              {network.name}
            </Link>
            <span className="truncate font-mono text-2xs font-normal text-ink-3">
              {network.subnets.join(', ') || network.driver}
            </span>
          </h3>
          <p className="mb-1 text-2xs text-ink-3">{wallWords(network)}</p>
          <ul aria-label={`Containers on ${network.name}`}>
            {membersOf(network).map((container) => (
              <Member key={container.id} container={container} network={network.id} />
            ))}
          </ul>
        </section>
      ))}
      {sharing.length === 0 ? null : (
        <section aria-label="Sharing another’s network">
          <h3 className="mb-1 text-sm font-semibold text-ink">Sharing another’s network</h3>
          <ul>
            {sharing.map((container) => (
              <li key={container.id} className="text-xs text-ink-2">
                <span className="text-ink">{container.name}</span> shares that of{' '}
                {map.containers.find(({ id }) => id === container.shares)?.name ?? 'a container that is gone'}
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

interface MemberProps {
  readonly container: MapContainer;
  readonly network: string;
}

function Member({ container, network }: MemberProps) {
  const { from, to, pick } = use(PartiesContext);
  const rate = rateText(rateOf(use(FlowsContext), network, [container.id]));
  const endpoint = container.endpoints.find((place) => place.network === network);
  const role = from === container.name ? 'A' : to === container.name ? 'B' : undefined;
  const ports = container.ports
    .filter(({ hostPort }) => hostPort !== undefined)
    .map((port) => ({
      label: `${port.hostPort}:${port.port}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`,
      url: portUrl(port),
    }));
  return (
    <li className="py-0.5">
      <span className="flex items-baseline gap-2">
        <button
          type="button"
          aria-pressed={role !== undefined}
          onClick={() => pick(container.name)}
          className={cx(
            'min-w-0 truncate rounded-sm px-1 text-left text-xs font-medium hover:bg-hover',
            role === undefined ? 'text-ink' : 'bg-accent-soft text-accent-text',
          )}
        >
          {container.name}
          {role === undefined ? '' : ` (${role})`}
        </button>
        <span className="selectable truncate font-mono text-2xs text-ink-2">
          {container.running ? endpoint?.addresses.join(', ') : 'does not run'}
        </span>
        <span className="ml-auto text-2xs whitespace-nowrap text-accent-text tabular-nums">{rate}</span>
      </span>
      {ports.length === 0 ? null : <PortLinks ports={ports} className="pl-1 text-2xs" />}
    </li>
  );
}

function wallWords({ driver, internal, open, name }: MapNetwork): string {
  if (driver === 'host') return 'This machine’s own network, without walls.';
  if (driver === 'null') return 'Nothing but a loopback device; nobody is reached.';
  return [
    open ? 'Members reach each other' : 'Members do not reach each other',
    name === 'bridge' ? ', by address only' : '',
    internal ? '; nothing leaves it.' : '; the outside is reached through this machine.',
  ].join('');
}
