import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../../fixtures/engine.ts';
import { expect } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { addressOn, lookUp, NAME_SERVER, surroundings, test } from '../../fixtures/names-test.ts';
import { programIn } from '../../fixtures/network-namespace.ts';

test('after the death of the engine its next life answers the same names', async () => {
  test.skip(isHeldAgainstDocker, 'this story kills its engine');
  await using around = await surroundings();
  await using engine = await Engine.running({ namespace: around.namespace });
  const { docker } = engine;
  await engine.loadImage({ tags: ['busybox:latest'] });
  await docker.text`network create net`;
  for (const name of ['one', 'two']) {
    const words = ['--name', name, '--network-alias', `${name}-alias`, '--dns', NAME_SERVER];
    await docker.text`run -d --network net ${words} busybox sleep 600`;
  }
  const address = await addressOn(docker, 'two', 'net');
  await engine.crash();
  await engine.start();
  for (const name of ['two', 'two-alias', 'two.net'])
    expect(await lookUp(docker, 'one', name)).toEqual([address]);
  expect(await lookUp(docker, 'one', 'www.test')).toEqual(['203.0.113.1']);
  await docker.text`rename two three`;
  expect(await lookUp(docker, 'one', 'three')).toEqual([address]);

  // Somebody takes the name server's port while the engine is away.
  await engine.crash();
  const memory = join(engine.home.execRoot, 'networks', 'name-server-ports.json');
  const [[gateway, port] = []] = Object.entries(
    JSON.parse(await readFile(memory, 'utf8')) as Record<string, number>,
  );
  const steal = `require('node:dgram').createSocket('udp4').bind(${port}, '${gateway}', () => console.log('taken'))`;
  await using thief = programIn(around.namespace, process.execPath, ['-e', steal]);
  await thief.stdout.until('taken');
  await engine.start();
  expect(await lookUp(docker, 'one', 'three')).toEqual([address]);
  await docker.text`rm -f one three`;
  await docker.text`network rm net`;
});
