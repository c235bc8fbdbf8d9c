import { randomBytes } from 'node:crypto';
import { pathsBelow } from '../../fixtures/disk-tree.ts';
import type { Engine } from '../../fixtures/engine.ts';
import { HeldBlobs } from '../../fixtures/held-blobs.ts';
import { MeddlingProxy } from '../../fixtures/meddling-proxy.ts';
import type { Registry } from '../../fixtures/registry.ts';
import { expect, test } from '../../fixtures/registry-test.ts';
import { KEYS } from '../../fixtures/terminal.ts';

const LARGE = 3_000_000;

/** A small layer that comes whole, and a large one that is held back half-way. */
async function heldImage(registry: Registry, name: string) {
  await registry.add(name, {
    layers: [[{ path: 'small', content: 'small' }], [{ path: 'large', content: randomBytes(LARGE) }]],
  });
  const held = new HeldBlobs(LARGE);
  const proxy = await MeddlingProxy.before(registry, held.meddle);
  return { held, proxy, image: `${proxy.host}/${name}` };
}

async function pullsNow({ docker }: Engine, proxy: MeddlingProxy, image: string): Promise<void> {
  proxy.meddle = undefined;
  await docker.text`pull -q ${image}`;
  expect(await docker.text`run --rm ${image} wc -c /large`).toBe(`${LARGE} /large`);
}

test('a pull that is given up with Ctrl-C leaves nothing, and can be done again', async ({
  registry,
  ownEngine,
}) => {
  const { docker, home } = ownEngine;
  const { held, proxy, image } = await heldImage(registry, 'interrupted/key:1');
  await using _proxy = proxy;
  const before = await pathsBelow(home.dataRoot);
  await using terminal = docker.terminal`pull ${image}`;
  await terminal.screen.until('Downloading');
  await held.reached;
  terminal.type(KEYS.ctrlC);
  expect(await terminal.ended).not.toBe(0);
  await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);
  await pullsNow(ownEngine, proxy, image);
});

test('an engine that is killed in the middle of a pull leaves nothing after its next start', async ({
  registry,
  ownEngine,
}) => {
  const { docker, home, http } = ownEngine;
  const { held, proxy, image } = await heldImage(registry, 'interrupted/killed:1');
  await using _proxy = proxy;
  await using _running = docker.start`run -d --name kept busybox sleep 600`;
  await _running.ended;
  const before = await pathsBelow(home.dataRoot);
  const pull = docker.start`pull ${image}`;
  await held.reached;
  await pull.stdout.until('Pulling from');
  await ownEngine.crash();
  expect((await pull.ended).code).not.toBe(0);
  await ownEngine.start();
  await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);
  expect(await docker.text`exec kept echo in use`).toBe('in use');
  await pullsNow(ownEngine, proxy, image);
  await docker.text`rmi ${image}`;
  await http.delete('/gantry/removed-logs');
  await expect.poll(() => pathsBelow(home.dataRoot)).toEqual(before);
});
