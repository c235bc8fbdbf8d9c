import { expect } from '../../fixtures/engine-test.ts';
import { addressOn, lookUp, test, WEB_PORT } from '../../fixtures/names-test.ts';

const sleeper = ['busybox', 'sleep', '600'];
/** Busybox's `wget`, linked statically, cannot look up names. */
const page = (host: string) => [
  'sh',
  '-c',
  `printf 'GET / HTTP/1.0\r\n\r\n' | nc -w 5 ${host} ${WEB_PORT} | tail -n 1`,
];

test('host-gateway is an address at which the host answers, on every bridge', async ({ docker, network }) => {
  for (const net of ['bridge', await network()]) {
    const gateway = ['--network', net, '--add-host', 'machine:host-gateway'];
    expect(await docker.text`run --rm ${gateway} busybox ${page('machine')}`).toBe('the host');
  }
});

test('host.docker.internal is the host without being asked for @unlike-docker-20', async ({
  docker,
  network,
}) => {
  await docker.text`network create --internal inside`;
  for (const net of ['bridge', await network(), 'inside']) {
    const found = await docker.text`run --rm --network ${net} busybox ${page('host.docker.internal')}`;
    expect(found, net).toBe('the host');
  }
});

test('/etc/hosts names the container, and a linked one on the default bridge', async ({ docker }) => {
  await docker.text`run -d --name postgres --hostname pg ${sleeper}`;
  const address = await addressOn(docker, 'postgres', 'bridge');
  await docker.text`run -d --name linked --hostname me --domainname corp.test --link postgres:db ${sleeper}`;
  const hosts = await docker.text`exec linked cat /etc/hosts`;
  expect(hosts).toMatch(new RegExp(`^${address}\\s+db pg postgres$`, 'm'));
  expect(hosts).toMatch(/^172\.17\.\d+\.\d+\s+me\.corp\.test me$/m);
  expect(await docker.text`exec linked ping -c 1 -W 5 db`).toContain(`(${address})`);
  await docker.text`stop --time 0 postgres`;
  await docker.text`run -d ${sleeper}`;
  await docker.text`start postgres`;
  const other = await addressOn(docker, 'postgres', 'bridge');
  expect(await docker.text`exec linked cat /etc/hosts`).toMatch(new RegExp(`^${other}\\s+db`, 'm'));
});

test('the files follow the networks of a running container, and keep what it wrote @unlike-docker-20', async ({
  docker,
  network,
}) => {
  const net = await network();
  await docker.text`run -d --name web --hostname me ${sleeper}`;
  await docker.text`exec web sh -c ${'echo 10.9.9.9 mine >> /etc/hosts'}`;
  await docker.text`network connect ${net} web`;
  const address = await addressOn(docker, 'web', net);
  expect(await docker.text`exec web cat /etc/hosts`).toMatch(
    new RegExp(`10\\.9\\.9\\.9 mine\n${address}\\s+me$`),
  );
  expect(await lookUp(docker, 'web', 'web')).toEqual([address]);
  await docker.text`exec web sh -c ${'echo "# mine" >> /etc/resolv.conf'}`;
  await docker.text`network disconnect ${net} web`;
  expect(await docker.text`exec web cat /etc/hosts`).not.toContain(address);
  expect(await docker.text`exec web cat /etc/hosts`).toContain('10.9.9.9 mine');
  expect(await docker.text`exec web cat /etc/resolv.conf`).toMatch(/# mine$/);
});

test('who shares the network of another shares its files', async ({ docker, network }) => {
  await docker.text`run -d --name web --network ${await network()} --add-host extra:10.8.8.8 ${sleeper}`;
  const hosts = await docker.text`run --rm --network container:web busybox cat /etc/hosts`;
  expect(hosts).toContain('10.8.8.8\textra');
  expect(hosts).toBe(await docker.text`exec web cat /etc/hosts`);
});
