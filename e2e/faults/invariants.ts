import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, leftBelow } from '../fixtures/engine.ts';
import type { NetworkNamespace } from '../fixtures/network-namespace.ts';
import {
  containersWithCgroup,
  devicesIn,
  firewallIn,
  isAlive,
  isFrozen,
  names,
  networkOf,
  text,
} from './kernel-facts.ts';
import type { Ledger } from './ledger.ts';
import { anonymousOf, foundOf, type Listing, listingOf } from './listing.ts';
import { brokenPromises } from './promises.ts';

/** Restart policies and shims need a moment; what is still wrong after this is wrong. */
const PATIENCE_MS = 12_000;

/**
 * What is wrong with an engine that was killed and started again: where its records, the kernel, its disk and what its
 * clients were told do not agree. Empty when all is well.
 */
export async function violationsOf(
  engine: Engine,
  namespace: NetworkNamespace,
  ledger: Ledger,
): Promise<readonly string[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const violations = await lookOnce(engine, namespace, ledger);
    if (violations.length === 0 || Date.now() > until) return violations;
    await sleep(400);
  }
}

async function lookOnce(engine: Engine, namespace: NetworkNamespace, ledger: Ledger): Promise<string[]> {
  const listing = await listingOf(engine);
  const instance = await engine.instance();
  const found = await Promise.all([
    inKernel(listing, instance),
    inNetwork(listing, instance, namespace),
    onDisk(engine, listing),
    strays(engine, listing),
    badBlobs(engine),
    brokenPromises(engine, listing, ledger),
  ]);
  const violations = [...uniqueness(listing), ...found.flat()];
  if (violations.length === 0) takeOver(ledger, listing);
  return violations;
}

/** Ids of those that have processes. */
function live(listing: Listing): ReadonlySet<string> {
  const running = listing.containers.filter(({ State }) => ['running', 'paused'].includes(State.Status));
  return new Set(running.map(({ Id }) => Id));
}

function uniqueness({ containers }: Listing): string[] {
  const addresses = containers.flatMap(({ NetworkSettings }) =>
    Object.values(NetworkSettings.Networks)
      .filter(({ IPAddress }) => IPAddress !== '')
      .map(({ NetworkID, IPAddress }) => `address ${IPAddress} in ${NetworkID.slice(0, 12)}`),
  );
  return [...addresses, ...containers.map(({ Name }) => `name ${Name}`)]
    .filter((thing, index, all) => all.indexOf(thing) !== index)
    .map((thing) => `twice: ${thing}`);
}

async function inKernel(listing: Listing, instance: string): Promise<string[]> {
  const running = live(listing);
  const groups = await containersWithCgroup(instance);
  const each = await Promise.all(
    listing.containers.map(async ({ Id, Name, State, NetworkSettings }) => {
      const who = `${Name} ${Id.slice(0, 12)}`;
      if (!['created', 'running', 'paused', 'exited', 'restarting'].includes(State.Status))
        return [`${who} is ${State.Status}`];
      if (!running.has(Id))
        return groups.has(Id) ? [`${who} is ${State.Status} and has a control group`] : [];
      if (!(await isAlive(State.Pid)))
        return [`${who} is ${State.Status}, its process ${State.Pid} is not there`];
      const cgroup = await text(`/proc/${State.Pid}/cgroup`);
      if (!cgroup.includes(`/gantry-${instance}/${Id}`))
        return [`${who}: process ${State.Pid} is in the wrong control group: ${cgroup}`];
      if ((await isFrozen(State.Pid)) !== (State.Status === 'paused'))
        return [
          `${who} is ${State.Status}, and its processes are ${State.Status === 'paused' ? 'not ' : ''}frozen`,
        ];
      const network = await networkOf(State.Pid);
      const endpoints = Object.entries(NetworkSettings.Networks).filter(([name]) => name !== 'none');
      const missing = endpoints.filter(([, { IPAddress }]) => !network.addresses.has(IPAddress));
      return [
        ...missing.map(([name, { IPAddress }]) => `${who} has not its address ${IPAddress} in ${name}`),
        ...(network.devices.filter((name) => /^eth\d/.test(name)).length === endpoints.length
          ? []
          : [`${who} has the devices ${network.devices.join()} for ${endpoints.length} networks`]),
      ];
    }),
  );
  const known = new Set(listing.containers.map(({ Id }) => Id));
  const orphans = [...groups].filter((id) => !known.has(id));
  return [...each.flat(), ...orphans.map((id) => `an orphaned control group: ${id}`)];
}

async function inNetwork(listing: Listing, instance: string, namespace: NetworkNamespace): Promise<string[]> {
  const running = live(listing);
  const bridged = listing.networks.filter(({ Driver }) => Driver === 'bridge');
  const endpoints = listing.containers
    .filter(({ Id }) => running.has(Id))
    .flatMap(({ NetworkSettings }) => Object.values(NetworkSettings.Networks))
    .filter(({ IPAddress }) => IPAddress !== '');
  const { bridges, ends } = await devicesIn(namespace, instance);
  const firewall = await firewallIn(namespace, instance);
  const wanted = new Set(bridged.map(({ Id }) => `g${instance}-${Id.slice(0, 5)}`));
  const addresses = new Set(endpoints.map(({ IPAddress }) => IPAddress));
  const chains = [...firewall.matchAll(/chain to_(\S+) /g)].map(([, name = '']) => name.replace('_2d_', '-'));
  const targets = [...firewall.matchAll(/: (\d+\.\d+\.\d+\.\d+) \. (\d+)/g)];
  const ports = listing.containers
    .filter(({ Id }) => running.has(Id))
    .flatMap(({ NetworkSettings }) =>
      Object.values(NetworkSettings.Ports ?? {}).flatMap((bound) => bound ?? []),
    );
  const hostPorts = new Set(ports.map(({ HostPort }) => HostPort));
  const published = new Set([...firewall.matchAll(/tcp \. (\d+) : /g)].map(([, port = '']) => port));
  return [
    ...bridges.filter((name) => !wanted.has(name)).map((name) => `a bridge without a network: ${name}`),
    ...(ends.length === endpoints.length
      ? []
      : [`${ends.length} ends of pairs for ${endpoints.length} endpoints`]),
    ...chains.filter((name) => !wanted.has(name)).map((name) => `a rule for no network: ${name}`),
    ...targets
      .filter(([, address = '']) => !addresses.has(address))
      .map(([line]) => `a published port leads nowhere: ${line}`),
    ...[...hostPorts].filter((port) => !published.has(port)).map((port) => `port ${port} has no rule`),
    ...[...published].filter((port) => !hostPorts.has(port)).map((port) => `a rule for a free port: ${port}`),
  ];
}

async function onDisk({ home }: Engine, listing: Listing): Promise<string[]> {
  const containers = new Set(listing.containers.map(({ Id }) => Id));
  const networks = new Set(listing.networks.map(({ Id }) => `${Id}.json`));
  const volumes = new Set(listing.volumes);
  const running = live(listing);
  const unknown = async (folder: string, known: (name: string) => boolean) =>
    (await names(folder)).filter((name) => !known(name)).map((name) => `a leftover: ${folder}/${name}`);
  return (
    await Promise.all([
      unknown(join(home.dataRoot, 'containers'), (name) => containers.has(name)),
      unknown(join(home.dataRoot, 'layers/w'), (name) => containers.has(name)),
      unknown(join(home.dataRoot, 'layers/tmp'), () => false),
      unknown(join(home.dataRoot, 'images/incoming'), () => false),
      unknown(join(home.dataRoot, 'networks'), (name) => networks.has(name)),
      unknown(join(home.dataRoot, 'volumes'), (name) => volumes.has(name)),
      unknown(join(home.execRoot, 'containers'), (name) => running.has(name)),
      unknown(join(home.execRoot, 'exits'), (name) => containers.has(name)),
      unknown(join(home.execRoot, 'mounts'), (name) => running.has(name)),
      unknown(join(home.dataRoot, 'removed-logs'), (name) => !containers.has(name)),
    ])
  ).flat();
}

/** Mounts and processes of containers that do not run. */
async function strays({ home }: Engine, listing: Listing): Promise<string[]> {
  const running = live(listing);
  return (await leftBelow(home))
    .filter((thing) => {
      const id = /[0-9a-f]{64}/.exec(thing)?.[0];
      return id !== undefined && !running.has(id);
    })
    .map((thing) => `a stray: ${thing}`);
}

async function badBlobs({ home }: Engine): Promise<string[]> {
  const folder = join(home.dataRoot, 'images/blobs/sha256');
  const bad = await Promise.all(
    (await names(folder)).map(async (name) => {
      const bytes = await readFile(join(folder, name)).catch(() => undefined);
      const isGood = bytes === undefined || createHash('sha256').update(bytes).digest('hex') === name;
      return isGood ? [] : [`a blob that is not what its name says: ${name}`];
    }),
  );
  return bad.flat();
}

/** What was found is what the next round begins with, whoever made it. */
function takeOver(ledger: Ledger, listing: Listing): void {
  const ids = new Set(listing.containers.map(({ Id }) => Id));
  for (const [id, known] of ledger.containers) {
    if (known.removal === 'gone' || ids.has(id)) continue;
    known.removal = 'gone';
  }
  for (const container of listing.containers) {
    const known = ledger.containers.get(container.Id) ?? ledger.addContainer(container.Id, true);
    known.removal = 'none';
    known.before = foundOf(container);
    known.anonymous ??= anonymousOf(container);
    const edit = listing.edits.get(container.Id);
    if (edit === undefined) known.pair = undefined;
    else if (edit.after !== null) known.pair = { before: edit.before.id, after: edit.after.id };
  }
  for (const [things, present] of [
    [ledger.volumes, listing.volumes],
    [ledger.networks, listing.networks.map(({ Name }) => Name)],
    [ledger.tags, listing.tags],
  ] as const)
    for (const [name, thing] of things) thing.removal = present.includes(name) ? 'none' : 'gone';
}
