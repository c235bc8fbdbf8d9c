import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine, leftBelow } from '../../fixtures/engine.ts';
import { expect } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { type NetworkNamespace, programIn } from '../../fixtures/network-namespace.ts';
import { HOST, pageAt, portsNamespace, test, webSaying } from '../../fixtures/ports-test.ts';
import type { Program } from '../../fixtures/program.ts';

const LOAD = resolve(import.meta.dirname, '../../../engine/testing/http-load.fixture.mjs');

test.skip(isHeldAgainstDocker, 'these stories kill their engine');

async function loadOn(namespace: NetworkNamespace, url: string): Promise<Program> {
  const load = programIn(namespace, process.execPath, [LOAD, url], { keepInput: true });
  await load.stdout.until('ready');
  return load;
}

test('no request fails while the engine is killed and the next one takes over', async () => {
  await using namespace = await portsNamespace();
  await using engine = await Engine.running({ namespace });
  const { docker } = engine;
  await engine.loadImage({ tags: ['busybox:latest'] });
  await docker.text`run -d --name web -p 8080:80 ${webSaying('page')}`;
  await expect.poll(() => pageAt(namespace, HOST, 8080)).toBe('page');
  const holder = async () =>
    (await leftBelow(engine.home)).filter((thing) => thing.includes('gantry-holder'));
  await expect.poll(holder).toHaveLength(1);
  const before = await holder();
  await using load = await loadOn(namespace, `http://${HOST}:8080/index.html`);
  for (let round = 0; round < 2; round++) {
    await sleep(300);
    await engine.crash();
    expect(await pageAt(namespace, '::1', 8080)).toBe('page');
    await engine.start();
  }
  await sleep(300);
  load.endInput();
  const { kept, fresh, keptFailures, freshFailures } = JSON.parse(
    (await load.ended).stdout.split('\n')[1] ?? '',
  ) as Record<'kept' | 'fresh', number> & Record<'keptFailures' | 'freshFailures', readonly string[]>;
  expect(Math.min(kept, fresh)).toBeGreaterThan(20);
  expect({ keptFailures, freshFailures }).toEqual({ keptFailures: [], freshFailures: [] });
  expect(await holder()).toEqual(before);
  expect((await docker`run -d --name other -p 8080:80 ${webSaying('other')}`).stderr).toContain(
    'port is already allocated (by the container web)',
  );
  await docker.text`rm -f web`;
  await docker.text`start other`;
  await expect.poll(() => pageAt(namespace, HOST, 8080)).toBe('other');
});

test('an engine that is told to stop leaves the ports working, and the last one takes the holder along', async () => {
  await using namespace = await portsNamespace();
  await using engine = await Engine.running({ namespace });
  const { docker } = engine;
  await engine.loadImage({ tags: ['busybox:latest'] });
  await docker.text`run -d --name web -p 8080:80 ${webSaying('page')}`;
  await engine.stop();
  await expect.poll(() => pageAt(namespace, '::1', 8080)).toBe('page');
  await engine.start();
  await docker.text`rm -f web`;
  await engine.stop();
  expect((await leftBelow(engine.home)).filter((thing) => thing.startsWith('process'))).toEqual([]);
  await engine.start();
});

test('a firewall that is flushed under a published port is restored', async () => {
  await using namespace = await portsNamespace();
  await using engine = await Engine.running({ namespace });
  const { docker } = engine;
  await engine.loadImage({ tags: ['busybox:latest'] });
  await docker.text`run -d --name web -p 8080:80 ${webSaying('page')}`;
  await expect.poll(() => pageAt(namespace, HOST, 8080)).toBe('page');
  const rules = async () => (await programIn(namespace, 'nft', ['list', 'ruleset']).ended).stdout;
  await programIn(namespace, 'nft', ['add', 'table', 'inet', 'somebody']).ended;
  await expect.poll(rules).toContain('tcp . 8080 :');
  await sleep(500);
  await programIn(namespace, 'nft', ['flush', 'ruleset']).ended;
  expect(await pageAt(namespace, HOST, 8080)).toBe('page');
  await expect.poll(rules).toContain('tcp . 8080 :');
  expect(await rules()).not.toContain('somebody');
});
