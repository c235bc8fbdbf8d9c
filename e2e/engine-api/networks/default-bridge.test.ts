import { expect } from '../../fixtures/engine-test.ts';
import { addressOn, test } from '../../fixtures/names-test.ts';

test('run without options gives an address, a gateway and a way out', async ({ docker }) => {
  await docker.text`run -d --name plain busybox sleep 600`;
  const address = await addressOn(docker, 'plain', 'bridge');
  const template =
    '{{.NetworkSettings.Networks.bridge.Gateway}} {{.NetworkSettings.Networks.bridge.IPPrefixLen}}';
  const [gateway = '', prefix] = (await docker.text`inspect -f ${template} plain`).split(' ');
  expect(await docker.text`exec plain ip -o -4 addr show dev eth0`).toContain(`inet ${address}/${prefix} `);
  expect(await docker.text`exec plain ip route`).toContain(`default via ${gateway} dev eth0`);
  expect(await docker.text`exec plain ping -c 1 -W 5 ${gateway}`).toContain('1 packets received');
  const members = '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}';
  expect(await docker.text`network inspect -f ${members} bridge`).toBe(`plain ${address}/${prefix}`);
  expect(await docker.text`ps --filter network=bridge --format ${'{{.Names}} {{.Networks}}'}`).toBe(
    'plain bridge',
  );
  expect(await docker.text`stats --no-stream --format ${'{{.NetIO}}'} plain`).not.toContain('--');
});

test('members of a network reach each other and no other network, whatever is published', async ({
  docker,
  network,
}) => {
  const [front, back] = [await network(), await network()];
  const serve = ['sh', '-c', 'mkdir /w; echo page > /w/index.html; httpd -f -p 80 -h /w'];
  await docker.text`run -d --name web --network ${front} -p 127.0.0.1:18080:80 busybox ${serve}`;
  await docker.text`run -d --name friend --network ${front} busybox sleep 600`;
  await docker.text`run -d --name stranger --network ${back} busybox sleep 600`;
  await docker.text`run -d --name plain busybox sleep 600`;
  const url = `http://${await addressOn(docker, 'web', front)}/`;
  await expect.poll(async () => (await docker`exec friend wget -qO- ${url}`).stdout).toBe('page\n');
  const cut = ['timeout', '2', 'wget', '-qO-', url];
  for (const other of ['stranger', 'plain'])
    expect((await docker`exec ${other} ${cut}`).code, other).not.toBe(0);
});

test('--network container: shares addresses, and loses them with their owner', async ({
  docker,
  network,
}) => {
  const net = await network();
  await docker.text`run -d --name owner --network ${net} busybox sleep 600`;
  await docker.text`run -d --name sharer --network container:owner busybox sleep 600`;
  const address = await addressOn(docker, 'owner', net);
  expect(await docker.text`exec sharer ip -o -4 addr`).toContain(` ${address}/`);
  await docker.text`rm -f owner`;
  await expect.poll(() => docker.text`exec sharer ip -o -4 addr`).not.toContain('eth0');
});
