import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ContainerInspect } from '../../../api/types/container.ts';
import type { MapContainer, NetworkMap, ReachAnswer, ReachRequest } from '../../../api/types/network-look.ts';
import { fault } from '../../../base/errors.ts';
import { networkMap } from '../map.ts';
import type { LookSources } from '../sources.ts';
import { addressesOf, findContainer, isOnHost, networkOwner, networksOf } from './parties.ts';
import type { ProbeOrder } from './probe.ts';
import { runProbe } from './run-probe.ts';
import { listeningOf } from './sockets.ts';
import { type ReachFacts, verdict } from './verdict.ts';

/** Names by which a container may ask for the host. */
const HOST_NAMES = ['host.docker.internal', 'gateway.docker.internal'];

/**
 * Tries it: from A's own namespace, with A's own name server. Throws `not-found` for an unknown A; an unknown B is an
 * answer. Throws `conflict` when A ends meanwhile, `cancelled` when the signal gave it up.
 */
export async function reach(
  request: ReachRequest,
  sources: LookSources,
  signal: AbortSignal,
): Promise<ReachAnswer> {
  const map = networkMap(...(await Promise.all([sources.networks(), sources.containers()])));
  const source = request.from === undefined ? undefined : findContainer(map, request.from);
  if (request.from !== undefined && source === undefined) {
    throw fault('not-found', `No such container: ${request.from}`);
  }
  const target = isIP(request.to) ? undefined : findContainer(map, request.to);
  const facts: ReachFacts = {
    request,
    map,
    source,
    target,
    lookup: undefined,
    tries: [],
    listening: undefined,
  };
  if (source?.running === false || target?.running === false) return verdict(facts);

  const asking = source === undefined ? undefined : await sources.inspect(source.id);
  if (asking?.State.Pid === 0) throw fault('conflict', `Container ${source?.id} is not running`);
  const order = {
    ...goals(request, map, source, target),
    ...(await resolverFiles(asking, sources)),
    port: request.port,
    protocol: request.protocol,
  };
  const { lookup, tries } = await runProbe(asking?.State.Pid, order, signal);
  const first = verdict({ ...facts, lookup, tries });
  const meant = first.target === undefined ? undefined : await sources.inspect(first.target);
  const pid = meant?.State.Pid;
  const listening =
    pid === undefined || pid === 0 || first.reason === 'connected'
      ? undefined
      : await listeningOf(pid, request.protocol, request.port);
  return verdict({ ...facts, lookup, tries, listening });
}

/** Which name to look up, and which addresses to try when there is none. */
function goals(
  { to }: ReachRequest,
  map: NetworkMap,
  source: MapContainer | undefined,
  target: MapContainer | undefined,
): Pick<ProbeOrder, 'name' | 'addresses'> {
  if (isIP(to) > 0) return { name: undefined, addresses: [to] };
  const asksFromHost = source === undefined || isOnHost(map, source);
  if (target === undefined) {
    return { name: to, addresses: HOST_NAMES.includes(to) ? hostAddresses(map, source, asksFromHost) : [] };
  }
  const sameNamespace = source !== undefined && networkOwner(map, source) === networkOwner(map, target);
  if (sameNamespace || (asksFromHost && isOnHost(map, target)))
    return { name: undefined, addresses: ['127.0.0.1'] };
  if (isOnHost(map, target)) return { name: undefined, addresses: hostAddresses(map, source, asksFromHost) };
  const addresses = addressesOf(map, target, source);
  return { name: asksFromHost ? undefined : target.name, addresses };
}

function hostAddresses(map: NetworkMap, source: MapContainer | undefined, fromHost: boolean): string[] {
  if (fromHost || source === undefined) return ['127.0.0.1'];
  return networksOf(map, source).flatMap(({ gateways }) => gateways);
}

/** `/etc/hosts` and `/etc/resolv.conf` as the asking container has them, or the host's own. */
async function resolverFiles(
  asking: ContainerInspect | undefined,
  sources: LookSources,
): Promise<Pick<ProbeOrder, 'hosts' | 'resolvConf'>> {
  const shared = /^container:(.+)$/.exec(asking?.HostConfig.NetworkMode ?? '')?.[1];
  const owner = shared === undefined ? asking : await sources.inspect(shared);
  const read = async (path: string | undefined, ownPath: string) =>
    await readFile(path === undefined || path === '' ? ownPath : path, 'utf8').catch(() => '');
  const [hosts, resolvConf] = await Promise.all([
    read(owner?.HostsPath, '/etc/hosts'),
    read(owner?.ResolvConfPath, '/etc/resolv.conf'),
  ]);
  return { hosts, resolvConf };
}
