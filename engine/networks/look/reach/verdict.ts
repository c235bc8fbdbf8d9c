import type {
  MapContainer,
  NameLookup,
  NetworkMap,
  ReachAnswer,
  ReachReason,
  ReachRequest,
  ReachTry,
} from '../../../api/types/network-look.ts';
import { containerAt, isOnHost, networksOf } from './parties.ts';
import type { Listening } from './sockets.ts';

/** All that was found out. */
export interface ReachFacts {
  readonly request: ReachRequest;
  readonly map: NetworkMap;
  /** Undefined for the host. */
  readonly source: MapContainer | undefined;
  /** Undefined for what is not a container, as far as we know. */
  readonly target: MapContainer | undefined;
  readonly lookup: NameLookup | undefined;
  readonly tries: readonly ReachTry[];
  /** In the target, on that port; undefined when it was not looked at. */
  readonly listening: Listening | undefined;
}

/** Yes or no, with the reason. Pure: the trying is over. */
export function verdict(facts: ReachFacts): ReachAnswer {
  const { lookup, tries } = facts;
  const target = facts.target ?? tries.map(({ address }) => containerAt(facts.map, address)).find(Boolean);
  const known = { ...facts, target };
  const shared = sharedNetworks(known);
  const reason = reasonOf(known, shared);
  return {
    reachable: reason === 'connected' || reason === 'listening',
    reason,
    sentence: sentenceOf(reason, known, shared),
    ...(target === undefined ? {} : { target: target.id }),
    ...(shared[0] === undefined ? {} : { network: networkOf(known, shared) }),
    ...(lookup === undefined ? {} : { lookup }),
    tries,
  };
}

type Shared = NetworkMap['networks'];

function sharedNetworks({ map, source, target }: ReachFacts): Shared {
  if (source === undefined || target === undefined) return [];
  const theirs = new Set(networksOf(map, target).map(({ id }) => id));
  return networksOf(map, source).filter(({ id }) => theirs.has(id));
}

/** Of the networks that both are on, the one that the tried address belongs to. */
function networkOf({ tries, target }: ReachFacts, shared: Shared): string {
  const address = tries.at(-1)?.address ?? '';
  const through = target?.endpoints.find(({ addresses }) => addresses.includes(address))?.network;
  return shared.find(({ id }) => id === through)?.id ?? shared[0]?.id ?? '';
}

function reasonOf(facts: ReachFacts, shared: Shared): ReachReason {
  const { map, source, target, lookup, tries, listening } = facts;
  const outcomes = new Set(tries.map(({ outcome }) => outcome));
  if (source?.running === false) return 'source-stopped';
  if (target?.running === false) return 'target-stopped';
  if (outcomes.has('connected') || outcomes.has('answered')) return 'connected';
  const open = source === undefined || shared.some((network) => network.open) || source === target;
  if (outcomes.has('sent') && listening === 'anybody' && open) return 'listening';
  if (source !== undefined && source !== target && networksOf(map, source).length === 0) return 'no-network';
  if (target !== undefined && target !== source && networksOf(map, target).length === 0)
    return 'target-no-network';
  if (outcomes.has('refused')) return listening === 'loopback' ? 'listens-on-loopback' : 'nothing-listens';
  if (tries.length === 0) return isAnswered(lookup) ? 'name-unknown' : 'name-server-silent';
  if (source !== undefined && target !== undefined && !isOnHost(map, source) && !isOnHost(map, target)) {
    if (shared.length === 0) return 'no-shared-network';
    if (shared.every((network) => !network.open)) return 'members-isolated';
  }
  if (source !== undefined && target === undefined && networksOf(map, source).every((n) => n.internal))
    return 'internal';
  return outcomes.has('unreachable') ? 'no-route' : 'no-answer';
}

function sentenceOf(reason: ReachReason, facts: ReachFacts, shared: Shared): string {
  const { request, map, source, target, lookup, tries } = facts;
  const from = source?.name ?? 'The host';
  const to = target?.name ?? request.to;
  const port = `port ${request.port}${request.protocol === 'udp' ? '/udp' : ''}`;
  const last = tries.at(-1);
  const at = last === undefined || last.address === to ? '' : ` (${last.address})`;
  const names = (container: MapContainer) =>
    list(networksOf(map, container).map((network) => network.name)) || 'no network';
  switch (reason) {
    case 'connected':
      return `${from} reaches ${to} on ${port} ${way(facts, shared)}.${byAddressOnly(facts)}`;
    case 'listening':
      return `${to} listens on ${port} and nothing refused what ${from} sent ${way(facts, shared)}. UDP tells no more than that.${byAddressOnly(facts)}`;
    case 'source-stopped':
      return `${from} does not run, so nothing can be tried from it. Start it first.`;
    case 'target-stopped':
      return `${to} does not run. It has an address and its name is known only while it runs.`;
    case 'no-network':
      return `${from} has no network but its own loopback. Connect it to a network first.`;
    case 'target-no-network':
      return `${to} has no network but its own loopback, so nobody reaches it. Connect it to a network first.`;
    case 'name-unknown':
      return unknownName(facts);
    case 'name-server-silent':
      return lookup?.outcome === 'failed'
        ? `The name server ${lookup.by ?? ''} of ${from} knows no ${request.to} itself, and no server outside answered it.`
        : `The name server ${lookup?.by ?? ''} of ${from} gave no answer for ${request.to}.`;
    case 'no-shared-network':
      return `${from} and ${to} share no network, and networks do not reach each other: ${from} is on ${source === undefined ? '' : names(source)}, ${to} on ${target === undefined ? '' : names(target)}. Connect one of them to a network of the other.`;
    case 'members-isolated':
      return `${from} and ${to} are both on ${list(shared.map(({ name }) => name))}, whose members may not reach each other (enable_icc=false).`;
    case 'internal':
      return `${from} is only on ${source === undefined ? '' : names(source)}, which is internal: nothing leaves it.`;
    case 'nothing-listens':
      return `${to}${at} is there, but nothing in it listens on ${port}.`;
    case 'listens-on-loopback':
      return `${to} listens on ${port}, but on its own loopback address only. Its program has to listen on 0.0.0.0 to be reached from outside.`;
    case 'no-answer':
      return `${to}${at} gave no answer on ${port}: something on the way drops it.`;
    case 'no-route':
      return `${from} knows no way to ${to}${at}${last?.code === undefined ? '' : `: ${last.code}`}.`;
  }
}

function isAnswered(lookup: NameLookup | undefined): boolean {
  return lookup?.outcome !== 'silent' && lookup?.outcome !== 'failed';
}

function way({ lookup, tries, source }: ReachFacts, shared: Shared): string {
  const { address = '', milliseconds = 0 } = tries.at(-1) ?? {};
  const name = lookup?.outcome === 'found' ? `as ${lookup.name} at ${address}` : `at ${address}`;
  const via = source === undefined || shared[0] === undefined ? '' : ` over ${shared[0].name}`;
  return `${name}${via}, in ${milliseconds} ms`;
}

function byAddressOnly({ lookup, map, source }: ReachFacts): string {
  if (lookup === undefined || lookup.outcome === 'found') return '';
  const why =
    source !== undefined && onDefaultBridgeOnly(map, source)
      ? ': the default bridge network has no name service'
      : '';
  return ` The name ${lookup.name} is not known there${why}; only the address works.`;
}

function unknownName({ request, map, source }: ReachFacts): string {
  if (source === undefined) return `The host knows no ${request.to}.`;
  if (onDefaultBridgeOnly(map, source)) {
    return `${source.name} does not know the name ${request.to}: the default bridge network has no name service for containers, and no server outside knows it either.`;
  }
  return `${source.name} does not know the name ${request.to}: nobody on its networks is called so, and no server outside knows it either.`;
}

function onDefaultBridgeOnly(map: NetworkMap, container: MapContainer): boolean {
  const networks = networksOf(map, container);
  return networks.length > 0 && networks.every(({ name }) => name === 'bridge');
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
