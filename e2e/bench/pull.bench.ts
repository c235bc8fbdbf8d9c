import { randomBytes } from 'node:crypto';
import { Dockerd, dockerdIsInstalled } from '../fixtures/dockerd.ts';
import { Engine, type EngineClient } from '../fixtures/engine.ts';
import { NetworkNamespace } from '../fixtures/network-namespace.ts';
import { Registry } from '../fixtures/registry.ts';
import { cpuMillisecondsOf } from './cpu-time.ts';
import { interleaved, millisecondsOf, printTable } from './figures.ts';
import { PeakMemory } from './peak-memory.ts';
import { unlessStopped } from './unless-stopped.ts';

const MEGABYTE = 1_000_000;
const LAYERS = 6;
const LAYER = 50 * MEGABYTE;
const FILES_OF_LAYER = 500;
const ROUNDS = 5;
const LARGE_LAYER = 1000 * MEGABYTE;
const IMAGES = 500;

// All in one namespace, so that both engines reach the registry in the same way.
await using namespace = await NetworkNamespace.open();
await using registry = await Registry.open({ namespace });
await using gantry = await Engine.running({ namespace });

await unlessStopped(async () => {
  await pullOfSixLayers();
  await memoryOfLargeLayer();
  await listOfManyImages();
});

async function pullOfSixLayers(): Promise<void> {
  const image = await registry.add('bench/six:1', {
    layers: Array.from({ length: LAYERS }, (_layer, index) => layerOf(`layer${index}`)),
  });
  const ours = { name: 'gantry' as const, client: gantry, pid: gantry.pid };
  const title = `docker pull of ${LAYERS} layers with ${(LAYERS * LAYER) / MEGABYTE} MB, from loopback`;
  const pullFresh = async (client: EngineClient) => {
    await client.docker.with({ limitMs: 300_000 }).text`pull -q ${image}`;
  };
  if (!(await dockerdIsInstalled())) {
    printTable(title, new Map([['gantry', [await millisecondsOf(() => pullFresh(gantry))]]]));
    return;
  }
  await using dockerd = await Dockerd.running(namespace);
  const theirs = { name: 'dockerd' as const, client: dockerd, pid: dockerd.pid };
  const busy = new Map<string, number[]>([
    ['gantry', []],
    ['dockerd', []],
  ]);
  const figures = await interleaved(
    [ours, theirs],
    ROUNDS,
    async ({ client, name, pid }, round) => {
      const before = await cpuMillisecondsOf(pid);
      await pullFresh(client);
      if (round > 0) busy.get(name)?.push((await cpuMillisecondsOf(pid)) - before);
    },
    ({ client }) => client.docker`rmi -f ${image}`,
  );
  printTable(title, figures);
  printTable('time of processors for it', busy);
}

async function memoryOfLargeLayer(): Promise<void> {
  const image = await registry.add('bench/large:1', {
    files: [{ path: 'large', content: halfRandom(LARGE_LAYER) }],
  });
  const peak = PeakMemory.of(gantry.pid);
  const took = await millisecondsOf(() => gantry.docker.with({ limitMs: 600_000 }).text`pull -q ${image}`);
  printTable('pull of one layer with 1 GB', new Map([['gantry', [took]]]));
  printTable('most memory of the engine meanwhile', new Map([['gantry', [await peak.megabytes()]]]), 'MB');
  await gantry.docker`rmi -f ${image}`;
}

async function listOfManyImages(): Promise<void> {
  for (let index = 0; index < IMAGES; index++)
    await gantry.loadImage({ tags: [`many:${index}`], files: [{ path: 'own', content: `${index}` }] });
  const figures = new Map<string, number[]>([['gantry', []]]);
  for (let round = 0; round < 20; round++)
    figures.get('gantry')?.push(await millisecondsOf(() => gantry.http.get('/images/json')));
  printTable(`GET /images/json with ${IMAGES} images`, figures);
}

/** Files of one size, as different from one another as files are. */
function layerOf(folder: string) {
  return Array.from({ length: FILES_OF_LAYER }, (_file, index) => ({
    path: `${folder}/file${index}`,
    content: halfRandom(LAYER / FILES_OF_LAYER),
  }));
}

/** Half of what is written in hexadecimal digits is chance, which packs about as well as programs do. */
function halfRandom(bytes: number): Buffer {
  const piece = Buffer.from(randomBytes(Math.min(bytes, 50 * MEGABYTE) / 2).toString('hex'), 'latin1');
  return Buffer.alloc(bytes, piece);
}
