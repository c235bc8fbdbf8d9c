import { sentence } from '../../bridge/engine-error.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { counted } from '../../ui/counted.ts';
import type { NetworkView } from './network-view.ts';

/** Asks, naming every network that goes, and whose connection with it. */
export function askNetworkRemoval(
  networks: readonly NetworkView[],
  remove: (id: string) => Promise<unknown>,
  onRemoved?: () => void,
): void {
  const [first] = networks;
  if (first === undefined) return;
  const single = networks.length === 1;
  const running = networks.flatMap(({ members }) => members.filter((member) => member.running));
  const stopped = networks.flatMap(({ members }) => members.filter((member) => !member.running));
  askRemoval({
    title: single ? `Remove the network ${first.name}?` : `Remove ${networks.length} networks?`,
    items: networks.map((network) => ({
      name: network.name,
      detail: describe(network),
      size: 'frees its subnet',
    })),
    note: (
      <>
        <p>No container and no file goes with {single ? 'it' : 'them'}.</p>
        {stopped.length === 0 ? null : (
          <p className="mt-1">
            {names(stopped)} {stopped.length === 1 ? 'is' : 'are'} set up to use{' '}
            {single ? 'it' : 'one of them'} and will not start until connected to another.
          </p>
        )}
        {running.length === 0 ? null : (
          <p className="mt-1 text-bad">
            In use by {names(running)}. The engine refuses to remove a network with running containers;
            disconnect them first.
          </p>
        )}
      </>
    ),
    action: 'Remove',
    onConfirm: async () => {
      const results = await Promise.allSettled(networks.map(({ id }) => remove(id)));
      results.forEach((result, index) => {
        if (result.status === 'fulfilled') return;
        const title = `${networks[index]?.name ?? 'The network'} could not be removed`;
        toast({ tone: 'bad', title, detail: sentence(result.reason) });
      });
      if (results.every(({ status }) => status === 'fulfilled')) onRemoved?.();
    },
  });
}

function describe({ driver, subnets, members, project }: NetworkView): string {
  return [
    driver,
    ...subnets,
    members.length === 0 ? 'no container uses it' : counted(members.length, 'container'),
    ...(project === undefined ? [] : [`created by ${project}`]),
  ].join(', ');
}

function names(members: readonly { readonly name: string }[]): string {
  const all = [...new Set(members.map(({ name }) => name))];
  return all.length > 6 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : all.join(', ');
}
