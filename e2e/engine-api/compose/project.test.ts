import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { down, scale, up } from '../../../engine/compose/commands/lifecycle.ts';
import { ls, ps } from '../../../engine/compose/commands/lists.ts';
import { logs } from '../../../engine/compose/commands/logs.ts';
import { prepareUp } from '../../../engine/compose/commands/prepare.ts';
import { exec } from '../../../engine/compose/commands/processes.ts';
import { ComposeProject, readable } from '../../fixtures/compose-project.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const SHOP = `
services:
  web:
    image: busybox
    command: sh -c 'echo web speaks; exec sleep 1000'
    stop_grace_period: 0s
    environment:
      LOG: \${LOG:-info}
    depends_on:
      db:
        condition: service_healthy
      job:
        condition: service_completed_successfully
    networks: [default, back]
    ports: ["127.0.0.1:$PORT:80"]
    configs: [motd]
    post_start:
      - command: touch /hooked
  job:
    image: busybox
    command: ["true"]
  db:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    healthcheck:
      test: ["CMD", "test", "-d", "/data"]
      interval: 1s
      retries: 60
    volumes:
      - data:/data
      - /scratch
networks:
  back:
volumes:
  data:
configs:
  motd:
    content: welcome
`;

test('a project comes up, is changed for a reason, scaled, and taken down with its data kept', async ({
  engine,
  folder,
  docker,
}) => {
  using shop = new ComposeProject(engine, folder, 'shop');
  const { client } = shop;
  const text = SHOP.replace('$PORT', String(await freePort()));
  await shop.write(text);
  const project = await shop.load();
  await up(client, project);
  expect((await prepareUp(client, await shop.load())).plan.actions).toEqual([]);
  const inside = await exec(client, 'shop', 'web', ['sh', '-c', 'cat /motd; ls /hooked; echo " $LOG"']);
  expect(inside.stdout).toBe('welcome/hooked\n info\n');
  await exec(client, 'shop', 'db', ['sh', '-c', 'echo kept > /scratch/file']);

  await shop.write(
    text.replace('command: sleep 1000', 'command: sleep 1001').replace('LOG:-info', 'LOG:-debug'),
  );
  const changed = await shop.load();
  expect(readable(await up(client, changed))).toEqual([
    'container shop-db-1: recreate — `command` changed from `["sleep","1000"]` to `["sleep","1001"]`',
    'service db: wait until it is healthy — `depends_on.db.condition` of web is `service_healthy`',
    'container shop-web-1: recreate — `environment.LOG` changed from `info` to `debug`',
  ]);
  expect((await exec(client, 'shop', 'db', ['cat', '/scratch/file'])).stdout).toBe('kept\n');

  await shop.write(text.replace(/:\d+:80"/, '::80"'));
  const unfixed = await shop.load();
  await expect(scale(client, changed, { web: 3 })).rejects.toThrow(/3 containers cannot all publish port/);
  await scale(client, unfixed, { web: 3 });
  expect((await ps(client, 'shop')).map(({ name }) => name)).toEqual([
    'shop-db-1',
    'shop-web-1',
    'shop-web-2',
    'shop-web-3',
  ]);
  expect(await ls(client)).toMatchObject([
    { name: 'shop', running: 4, services: ['db', 'job', 'web'], directory: folder },
  ]);
  const said = async () => {
    const lines: string[] = [];
    for await (const { container, text: line } of logs(client, 'shop', { services: ['web'] }))
      lines.push(`${container}: ${line}`);
    return lines.sort();
  };
  await expect
    .poll(said)
    .toEqual(['shop-web-1: web speaks', 'shop-web-2: web speaks', 'shop-web-3: web speaks']);

  await down(client, unfixed);
  expect(await ps(client, 'shop', { all: true })).toEqual([]);
  expect(await docker.text`network ls -q --filter label=com.docker.compose.project=shop`).toBe('');
  expect(await docker.text`volume ls -q --filter label=com.docker.compose.project=shop`).toBe('shop_data');
});

test('a change that fails says where it stopped, and what ran before runs on', async ({ engine, folder }) => {
  using shop = new ComposeProject(engine, folder, 'fails');
  const { client } = shop;
  const text = `
services:
  a:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    scale: 2
  b:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    depends_on: [a]
`;
  await shop.write(text);
  await up(client, await shop.load());
  const before = await ps(client, 'fails');
  await shop.write(
    text.replace('sleep 1000', '/no/such/program').replace('command: sleep 1000', 'command: sleep 2000'),
  );
  const broken = await shop.load();
  await expect(up(client, broken)).rejects.toThrow(
    /container fails-a-1: recreate failed: .*docker-compose\.yml:3:.*service a: .*no such file.*the one before runs again\). Nothing was changed. Not begun: container fails-a-2: recreate; container fails-b-1: recreate/,
  );
  const after = await ps(client, 'fails');
  expect(after.map(({ id, state }) => [id, state])).toEqual(before.map(({ id }) => [id, 'running']));

  // As one that was killed midway leaves it.
  const [first] = before;
  await client.containers.rename(first?.id ?? '', `${first?.id.slice(0, 12)}_fails-a-1`);
  await shop.write(text);
  await up(client, await shop.load());
  const mended = await ps(client, 'fails');
  expect(mended.map(({ name }) => name)).toEqual(['fails-a-1', 'fails-a-2', 'fails-b-1']);

  const stale = await prepareUp(client, broken);
  await client.containers.remove(mended[0]?.id ?? '', { force: true });
  await expect(stale.apply()).rejects.toThrow(/changed since it was planned: no longer: container fails-a-1/);
});
