import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect, isIPv6 } from 'node:net';
import type { NameLookup, ReachTry } from '../../../api/types/network-look.ts';
import { errnoOf } from '../../../base/errors.ts';
import { parseResolvConf } from '../../names/resolv-conf.ts';
import { addressesInHosts, searchNames } from './search-names.ts';

/** What to try, and with which files of the asking container. */
export interface ProbeOrder {
  /** Looked up first, unless it is undefined. */
  readonly name: string | undefined;
  /** Tried when there is no name, or when nobody knows it. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly hosts: string;
  readonly resolvConf: string;
}

export interface ProbeResult {
  readonly lookup?: NameLookup;
  readonly tries: readonly ReachTry[];
}

const LOOKUP_MS = 1500;
const CONNECT_MS = 2500;
const DATAGRAM_MS = 700;
/** A name with many addresses is not tried for minutes. */
const MOST_TRIES = 4;
/** As the C library. */
const MOST_SERVERS = 3;

/** Tries, from the network namespace of this process, one address after the other until one answers. */
export async function probe(order: ProbeOrder): Promise<ProbeResult> {
  const lookup = order.name === undefined ? undefined : await lookUp(order.name, order);
  const addresses = lookup !== undefined && lookup.addresses.length > 0 ? lookup.addresses : order.addresses;
  const tries: ReachTry[] = [];
  for (const address of addresses.slice(0, MOST_TRIES)) {
    const tried = await tryOne(address, order);
    tries.push(tried);
    if (tried.outcome === 'connected' || tried.outcome === 'answered') break;
  }
  return { ...(lookup === undefined ? {} : { lookup }), tries };
}

async function lookUp(name: string, { hosts, resolvConf }: ProbeOrder): Promise<NameLookup> {
  const inFile = addressesInHosts(hosts, name);
  if (inFile.length > 0) return { name, outcome: 'found', addresses: inFile, by: '/etc/hosts' };
  const conf = parseResolvConf(resolvConf);
  const servers = conf.nameservers.slice(0, MOST_SERVERS);
  let outcome: NameLookup['outcome'] = 'unknown';
  for (const server of servers) {
    const resolver = new Resolver({ timeout: LOOKUP_MS, tries: 1 });
    resolver.setServers([server]);
    for (const full of searchNames(name, conf)) {
      const answers = await Promise.all([
        ask(() => resolver.resolve4(full)),
        ask(() => resolver.resolve6(full)),
      ]);
      const addresses = answers.flatMap((answer) => (typeof answer === 'string' ? [] : answer));
      if (addresses.length > 0) return { name, outcome: 'found', addresses, by: server };
      outcome = answers.find((answer) => typeof answer === 'string') ?? 'unknown';
      if (outcome === 'silent') break;
    }
    if (outcome === 'unknown') return { name, outcome, addresses: [], by: server };
  }
  const last = servers.at(-1);
  return { name, outcome, addresses: [], ...(last === undefined ? {} : { by: last }) };
}

/** No address for "there is none", a word for "nobody said". */
async function ask(question: () => Promise<string[]>): Promise<readonly string[] | 'failed' | 'silent'> {
  try {
    return await question();
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    return code === 'ESERVFAIL' || code === 'EREFUSED' ? 'failed' : 'silent';
  }
}

async function tryOne(address: string, { port, protocol }: ProbeOrder): Promise<ReachTry> {
  const started = performance.now();
  const { outcome, code } = await (protocol === 'tcp' ? tryTcp(address, port) : tryUdp(address, port));
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  return { address, outcome, milliseconds, ...(code === undefined ? {} : { code }) };
}

type Outcome = Pick<ReachTry, 'outcome' | 'code'>;

function tryTcp(host: string, port: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ outcome: 'timeout' }), CONNECT_MS);
    socket.once('connect', () => end({ outcome: 'connected' }));
    socket.once('error', (error) => end(failure(error)));
  });
}

/** Nothing in UDP says that a datagram was taken; only a refusal or an answer comes back. */
function tryUdp(host: string, port: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      socket.removeAllListeners('error').on('error', () => undefined);
      socket.close();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ outcome: 'sent' }), DATAGRAM_MS);
    socket.once('error', (error) => end(failure(error)));
    socket.once('message', () => end({ outcome: 'answered' }));
    socket.connect(port, host, (error?: Error) => {
      if (error !== undefined) return;
      socket.send('', (failed) => {
        if (failed) end(failure(failed));
      });
    });
  });
}

function failure(error: Error): Outcome {
  const code = errnoOf(error) ?? error.message;
  if (code === 'ECONNREFUSED') return { outcome: 'refused', code };
  if (code === 'ETIMEDOUT') return { outcome: 'timeout', code };
  const unreachable = ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL'];
  return { outcome: unreachable.includes(code) ? 'unreachable' : 'failed', code };
}
