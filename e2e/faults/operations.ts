import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../fixtures/engine-http.ts';
import type { Random } from '../fixtures/random.ts';
import { edit, goBack, keep } from './edits.ts';
import { type KnownContainer, type KnownThing, presentNames, type Rest } from './ledger.ts';
import { ANONYMOUS, anonymousOf, type ListedContainer } from './listing.ts';
import { tarWith } from './mark-tar.ts';
import { alone, type Operation, send, someContainer, thingOf, type World } from './world.ts';

const MOST_CONTAINERS = 8;
const STEADY = 'trap "exit 0" TERM; while :; do sleep 1; done';
/** Ends as soon as it is asked to, so that an edit can be done before the engine is killed. */
const PROMPT = 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done';

/** Does one thing that a client may ask for, whatever comes of it; throws when the engine is gone. */
export async function doSomething(world: World, random: Random): Promise<void> {
  const isFull = world.ledger.present().length >= MOST_CONTAINERS;
  const choice = random.weighted(
    OPERATIONS.map((operation) =>
      isFull && operation.name === 'run'
        ? { ...operation, weight: 1 }
        : isFull && operation.name === 'remove'
          ? { ...operation, weight: 20 }
          : operation,
    ),
  );
  await choice.run(world, random);
}

const OPERATIONS: readonly Operation[] = [
  { name: 'run', weight: 14, run: runOne },
  { name: 'create', weight: 3, run: async (world, random) => void (await create(world, random)) },
  { name: 'start', weight: 6, run: onState('POST', 'start', 'running') },
  { name: 'stop', weight: 5, run: onState('POST', 'stop?t=1', 'exited') },
  { name: 'kill', weight: 3, run: onState('POST', 'kill', undefined) },
  { name: 'restart', weight: 3, run: onState('POST', 'restart?t=0', 'running') },
  { name: 'pause', weight: 3, run: onState('POST', 'pause', 'paused') },
  { name: 'unpause', weight: 3, run: onState('POST', 'unpause', 'running') },
  { name: 'remove', weight: 6, run: remove },
  { name: 'edit', weight: 8, run: edit },
  { name: 'edit keep', weight: 2, run: keep },
  { name: 'edit back', weight: 3, run: goBack },
  { name: 'exec', weight: 5, run: exec },
  { name: 'rename', weight: 2, run: rename },
  { name: 'update', weight: 2, run: update },
  { name: 'copy', weight: 4, run: copy },
  { name: 'commit', weight: 1, run: commit },
  { name: 'network create', weight: 3, run: createNetwork },
  { name: 'network connect', weight: 4, run: connect('connect') },
  { name: 'network disconnect', weight: 3, run: connect('disconnect') },
  { name: 'network rm', weight: 2, run: removeNetwork },
  { name: 'volume create', weight: 3, run: createVolume },
  { name: 'volume rm', weight: 2, run: removeVolume },
  { name: 'load', weight: 3, run: load },
  { name: 'tag', weight: 3, run: tag },
  { name: 'rmi', weight: 2, run: untag },
];

async function create(world: World, random: Random): Promise<KnownContainer | undefined> {
  const { ledger } = world;
  const isBrief = random.chance(0.2);
  const networks = ['bridge', 'bridge', 'none', ...presentNames(ledger.networks)];
  const network = random.pick(networks);
  const volumes = presentNames(ledger.volumes);
  const volume = volumes.length > 0 && random.chance(0.5) ? random.pick(volumes) : undefined;
  const policies = isBrief
    ? [{}, { Name: 'on-failure', MaximumRetryCount: 2 }]
    : [{}, {}, { Name: 'always' }, { Name: 'unless-stopped' }];
  const port = random.chance(0.3) && network !== 'none';
  const hasAnonymous = random.chance(0.4);
  const body = {
    Image: random.pick(['busybox:latest', 'busybox:latest', ...presentNames(ledger.tags)]),
    Cmd: ['sh', '-c', isBrief ? 'sleep 0.2; exit 3' : random.pick([STEADY, PROMPT])],
    ...(random.chance(0.2)
      ? { Healthcheck: { Test: ['CMD', 'true'], Interval: 1_000_000_000, Retries: 1 } }
      : {}),
    ...(hasAnonymous ? { Volumes: { [ANONYMOUS]: {} } } : {}),
    ...(port ? { ExposedPorts: { '80/tcp': {} } } : {}),
    HostConfig: {
      NetworkMode: network,
      RestartPolicy: random.pick(policies),
      Init: random.chance(0.2),
      ...(port ? { PortBindings: { '80/tcp': [{ HostPort: '' }] } } : {}),
      ...(volume === undefined ? {} : { Binds: [`${volume}:/v`] }),
      ...(random.chance(0.2) ? { Tmpfs: { '/t': '' } } : {}),
    },
  };
  const answer = await send(world, 'POST', '/containers/create', { body }).finally(() => {
    // Making a container makes its volume too, were it gone meanwhile.
    const thing = volume === undefined ? undefined : ledger.volumes.get(volume);
    if (thing?.removal === 'gone') thing.removal = 'asked';
  });
  if (answer.status !== 201) return undefined;
  const known = ledger.addContainer(answer.json<{ Id: string }>().Id, isBrief);
  if (hasAnonymous) await fillAnonymous(world, known, random);
  return known;
}

/** Writes something into a new container's anonymous volume, from where it may never go. */
async function fillAnonymous(world: World, known: KnownContainer, random: Random): Promise<void> {
  const answer = await send(world, 'GET', `/containers/${known.id}/json`);
  const name = answer.status === 200 ? anonymousOf(answer.json<ListedContainer>()) : undefined;
  if (name === undefined) return;
  const content = `content ${random.below(2 ** 32)}`;
  await writeFile(join(world.engine.home.dataRoot, 'volumes', name, '_data/content'), content);
  known.anonymous = name;
  world.ledger.anonymous.set(name, content);
}

async function runOne(world: World, random: Random): Promise<void> {
  const known = await create(world, random);
  if (known !== undefined) await changeState(world, known, 'POST', 'start', 'running');
}

function onState(method: string, verb: string, settles: Rest | undefined): Operation['run'] {
  return async (world, random) => {
    const known = someContainer(world, random);
    if (known !== undefined) await changeState(world, known, method, verb, settles);
  };
}

async function changeState(
  world: World,
  known: KnownContainer,
  method: string,
  verb: string,
  settles: Rest | undefined,
): Promise<void> {
  const { status } = await alone(known, () => send(world, method, `/containers/${known.id}/${verb}`));
  // 304 says that nothing had to be done: one that was to be stopped may never have been started, one to be started be paused.
  if (status < 300 && !known.uncertain && !known.isBrief) known.expected = settles;
}

async function remove(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  known.removal = 'asked';
  const { status } = await alone(known, () => send(world, 'DELETE', `/containers/${known.id}?force=1`));
  if (status === 204 || status === 404) known.removal = 'gone';
}

async function exec(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  const body = { Cmd: ['sh', '-c', 'sleep 0.3'] };
  const made = await send(world, 'POST', `/containers/${known.id}/exec`, { body });
  if (made.status !== 201) return;
  const { Id } = made.json<{ Id: string }>();
  await send(world, 'POST', `/exec/${Id}/start`, { body: { Detach: true } });
}

async function rename(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  known.changes += 1;
  known.inFlight += 1;
  try {
    await send(world, 'POST', `/containers/${known.id}/rename?name=name-${random.below(6)}`);
  } finally {
    known.inFlight -= 1;
  }
}

async function update(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  await send(world, 'POST', `/containers/${known.id}/update`, {
    body: { Memory: (64 + random.below(64)) * 2 ** 20, MemorySwap: 2 ** 30 },
  });
}

async function copy(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined || known.inFlight > 0) return;
  const text = `mark ${random.below(2 ** 32)}`;
  known.mark = undefined;
  known.inFlight += 1;
  try {
    const body = await tarWith('mark', text);
    const headers = { 'content-type': 'application/x-tar' };
    const { status } = await send(world, 'PUT', `/containers/${known.id}/archive?path=/`, { body, headers });
    if (status === 200) known.mark = text;
  } finally {
    known.inFlight -= 1;
  }
}

async function commit(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  const name = `committed-${random.below(2)}`;
  const thing = thingOf(world.ledger.tags, `${name}:1`);
  await change(thing, async () => {
    const { status } = await send(
      world,
      'POST',
      `/commit?container=${known.id}&repo=${name}&tag=1&pause=false`,
      {
        body: {},
      },
    );
    return status === 201 ? 'none' : undefined;
  });
}

async function createNetwork(world: World, random: Random): Promise<void> {
  const name = `net-${random.below(4)}`;
  await change(thingOf(world.ledger.networks, name), async () => {
    const { status } = await send(world, 'POST', '/networks/create', { body: { Name: name } });
    return status === 201 || status === 409 ? 'none' : undefined;
  });
}

function connect(verb: 'connect' | 'disconnect'): Operation['run'] {
  return async (world, random) => {
    const known = someContainer(world, random);
    const networks = presentNames(world.ledger.networks);
    if (known === undefined || networks.length === 0) return;
    const body = { Container: known.id, Force: false };
    await send(world, 'POST', `/networks/${random.pick(networks)}/${verb}`, { body });
  };
}

async function removeNetwork(world: World, random: Random): Promise<void> {
  const names = presentNames(world.ledger.networks);
  if (names.length === 0) return;
  const name = random.pick(names);
  await removeThing(thingOf(world.ledger.networks, name), () => send(world, 'DELETE', `/networks/${name}`));
}

async function createVolume(world: World, random: Random): Promise<void> {
  const name = `vol-${random.below(4)}`;
  const thing = thingOf(world.ledger.volumes, name);
  await change(thing, async () => {
    const { status } = await send(world, 'POST', '/volumes/create', { body: { Name: name } });
    if (status !== 201) return undefined;
    if (thing.content === undefined && thing.inFlight === 1) {
      const content = `content ${random.below(2 ** 32)}`;
      await writeFile(join(world.engine.home.dataRoot, 'volumes', name, '_data/content'), content);
      thing.content = content;
    }
    return 'none';
  });
}

async function removeVolume(world: World, random: Random): Promise<void> {
  const names = presentNames(world.ledger.volumes);
  if (names.length === 0) return;
  const name = random.pick(names);
  await removeThing(thingOf(world.ledger.volumes, name), () => send(world, 'DELETE', `/volumes/${name}`));
}

async function load(world: World): Promise<void> {
  const headers = { 'content-type': 'application/x-tar' };
  await change(thingOf(world.ledger.tags, 'loaded:1'), async () => {
    const { status, text } = await send(world, 'POST', '/images/load?quiet=1', {
      headers,
      body: world.archive,
    });
    return status === 200 && !text.includes('"error"') ? 'none' : undefined;
  });
}

async function tag(world: World, random: Random): Promise<void> {
  const name = `tag-${random.below(4)}`;
  await change(thingOf(world.ledger.tags, `${name}:1`), async () => {
    const { status } = await send(world, 'POST', `/images/busybox:latest/tag?repo=${name}&tag=1`);
    return status === 201 ? 'none' : undefined;
  });
}

async function untag(world: World, random: Random): Promise<void> {
  const names = presentNames(world.ledger.tags);
  if (names.length === 0) return;
  const name = random.pick(names);
  await removeThing(thingOf(world.ledger.tags, name), () => send(world, 'DELETE', `/images/${name}`));
}

/** Makes a thing, or takes it away: what is so afterwards is sure only when nobody else did something with it meanwhile. */
async function change(
  thing: KnownThing,
  work: () => Promise<KnownThing['removal'] | undefined>,
): Promise<void> {
  const wasAlone = thing.inFlight === 0;
  thing.inFlight += 1;
  thing.begun += 1;
  const { begun } = thing;
  try {
    const after = await work();
    thing.removal = after !== undefined && wasAlone && thing.begun === begun ? after : 'asked';
  } catch (error) {
    thing.removal = 'asked';
    throw error;
  } finally {
    thing.inFlight -= 1;
  }
}

async function removeThing(thing: KnownThing, ask: () => Promise<Answer>): Promise<void> {
  const { content } = thing;
  delete thing.content;
  await change(thing, async () => {
    const { status } = await ask();
    if (status === 204 || status === 200 || status === 404) return 'gone';
    if (status === 409 && content !== undefined) thing.content = content;
    return status < 500 ? 'none' : undefined;
  });
}
