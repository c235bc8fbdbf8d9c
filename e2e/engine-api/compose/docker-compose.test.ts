import { down, up } from '../../../engine/compose/commands/lifecycle.ts';
import { ls, ps } from '../../../engine/compose/commands/lists.ts';
import { prepareUp } from '../../../engine/compose/commands/prepare.ts';
import { ComposeProject } from '../../fixtures/compose-project.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const FILE = `
version: "3.7"
services:
  web:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    environment:
      LOG: info
    ports: ["8080"]
    depends_on: [db]
  db:
    image: busybox
    command: sleep 1000
    stop_grace_period: 0s
    volumes: ["data:/data"]
volumes:
  data:
`;

test('docker-compose and Gantry see, keep, scale and remove each other’s projects', async ({
  engine,
  folder,
  docker,
}) => {
  using both = new ComposeProject(engine, folder, 'both');
  const { client } = both;
  await both.write(FILE);
  await both.tool('up', '-d', '--scale', 'web=2');
  const project = await both.load();
  expect(await ls(client)).toMatchObject([
    { name: 'both', running: 3, services: ['db', 'web'], directory: folder },
  ]);
  const { plan } = await prepareUp(client, project, { scale: { web: 2 } });
  expect([plan.actions, plan.stays.map(({ reasons }) => reasons[0]?.text)]).toEqual([
    [],
    Array.from({ length: 3 }, () => expect.stringMatching(/^it is as wanted \(made by docker.compose /)),
  ]);
  await down(client, project, { volumes: true });
  expect(await docker.text`volume ls -q --filter label=com.docker.compose.project=both`).toBe('');

  await up(client, project);
  const listed = await both.tool('ps', '-q');
  expect(listed.stdout.trim().split('\n').sort()).toEqual(
    (await ps(client, 'both')).map(({ id }) => id).sort(),
  );
  await both.tool('up', '-d', '--scale', 'web=2');
  const rows = await ps(client, 'both');
  expect(rows.map(({ service, number }) => `${service} ${number}`)).toEqual(['db 1', 'web 1', 'web 2']);
  await both.tool('down', '-v');
  expect(await ps(client, 'both', { all: true })).toEqual([]);
  expect(await docker.text`volume ls -q --filter label=com.docker.compose.project=both`).toBe('');
});
