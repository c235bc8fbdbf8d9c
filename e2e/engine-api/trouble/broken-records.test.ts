import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/engine-test.ts';

test('records that cannot be read are named and left alone, and the engine starts without them', async ({
  ownEngine,
}) => {
  const { docker, home } = ownEngine;
  const broken = await docker.text`create --name broken busybox cat /kept`;
  await docker.text`volume create vol`;
  await writeFile(join(home.folder, 'kept'), 'what was in it');
  await docker.text`cp ${join(home.folder, 'kept')} broken:/kept`;
  const forgetful = await docker.text`create --name forgetful busybox echo still here`;
  const network = await docker.text`network create --subnet 10.97.0.0/24 net`;
  await ownEngine.crash();

  const files = {
    container: join(home.dataRoot, 'containers', broken, 'container.json'),
    state: join(home.dataRoot, 'containers', forgetful, 'state.json'),
    network: join(home.dataRoot, 'networks', `${network}.json`),
    volume: join(home.dataRoot, 'volumes/vol/volume.json'),
  };
  const before = Object.fromEntries(
    await Promise.all(
      Object.entries(files).map(async ([name, path]) => [name, await readFile(path)] as const),
    ),
  );
  for (const path of Object.values(files)) await writeFile(path, '{"schema":1,');
  await ownEngine.start();
  expect(await docker.text`ps -a --format {{.Names}}`).toBe('forgetful');
  expect(await docker.text`start -a forgetful`).toBe('still here');
  for (const named of [broken, forgetful, `${network}.json`, 'volumes/vol'])
    expect(ownEngine.log).toContain(named);
  expect(await docker.text`volume ls -q`).toBe('');

  await ownEngine.crash();
  for (const name of ['container', 'network', 'volume'] as const)
    await writeFile(files[name], before[name] ?? '');
  await ownEngine.start();
  expect(await docker.text`start -a broken`).toBe('what was in it');
  expect(await docker.text`network inspect -f {{.Id}} net`).toBe(network);
  expect(await docker.text`volume ls -q`).toBe('vol');
  await docker.text`network rm net`;
  await docker.text`volume rm vol`;
});
