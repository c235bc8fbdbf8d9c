import { expect } from '../../fixtures/engine-test.ts';
import { addressOn, test } from '../../fixtures/names-test.ts';

test('a running container is connected and disconnected, and its way out follows', async ({
  docker,
  network,
}) => {
  const [first, second] = [await network(), await network()];
  await docker.text`run -d --name web --network ${first} busybox sleep 600`;
  const gateway = (net: string) =>
    docker.text`network inspect -f ${'{{(index .IPAM.Config 0).Gateway}}'} ${net}`;
  const route = () => docker.text`exec web ip route show default`;
  await docker.text`network connect ${second} web`;
  const address = await addressOn(docker, 'web', second);
  expect(await docker.text`exec web ip -o -4 addr show eth1`).toContain(` ${address}/`);
  await docker.text`network disconnect ${first} web`;
  expect(await docker.text`exec web ip -o addr`).not.toContain('eth0');
  expect(await route()).toContain(`via ${await gateway(second)} dev eth1`);
  await docker.text`network disconnect ${second} web`;
  expect(await docker.text`exec web ip -o -4 addr`).not.toContain('eth');
  expect(await docker.text`inspect -f ${'{{json .NetworkSettings.Networks}}'} web`).toBe('{}');
  await docker.text`network connect ${first} web`;
  await docker.text`restart -t 0 web`;
  expect(await addressOn(docker, 'web', first)).not.toBe('');
  expect(await route()).toContain(await gateway(first));
});

test('a running container without a network leaves that behind for another, and comes back to it', async ({
  docker,
  network,
}) => {
  const first = await network();
  await docker.text`run -d --name alone --network none busybox sleep 600`;
  expect((await docker`network connect ${first} alone`).stderr).toContain('private (none) mode');
  await docker.text`network disconnect none alone`;
  await docker.text`network connect ${first} alone`;
  const address = await addressOn(docker, 'alone', first);
  expect(await docker.text`exec alone ip -o -4 addr show eth0`).toContain(` ${address}/`);
  await docker.text`network disconnect ${first} alone`;
  await docker.text`network connect none alone`;
  expect(await docker.text`exec alone ip -o addr`).not.toContain('eth0');
  expect(
    await docker.text`inspect -f ${'{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}'} alone`,
  ).toBe('none');
});

test('a container that does not run is connected for its next start', async ({ docker, network }) => {
  const [first, second] = [await network(), await network()];
  await docker.text`create --name later --network ${first} busybox sleep 600`;
  await docker.text`network connect ${second} later`;
  expect(await addressOn(docker, 'later', second)).toBe('');
  await docker.text`start later`;
  expect(await docker.text`exec later ip -o -4 addr`).toContain(
    ` ${await addressOn(docker, 'later', second)}/`,
  );
});

test('an address, a hardware address and the name of the interface can be chosen @unlike-docker-20', async ({
  docker,
}) => {
  await docker.text`network create --subnet 10.78.0.0/24 chosen`;
  const device = 'driver-opt=com.docker.network.endpoint.ifname=wan0';
  const endpoint = `name=chosen,ip=10.78.0.9,mac-address=02:11:22:33:44:55,${device}`;
  const seen = await docker.text`run --rm --network ${endpoint} busybox ip -o addr show dev wan0`;
  expect(seen).toContain(' 10.78.0.9/24 ');
  const link = await docker.text`run --rm --network ${endpoint} busybox ip link show wan0`;
  expect(link).toContain('02:11:22:33:44:55');
});

test('the network with the highest priority has the way out @unlike-docker-20', async ({ docker }) => {
  await docker.text`network create --subnet 10.78.1.0/24 a-first`;
  await docker.text`network create --subnet 10.78.2.0/24 b-second`;
  const both = ['--network', 'a-first', '--network', 'name=b-second,gw-priority=1'];
  expect(await docker.text`run --rm ${both} busybox ip route show default`).toContain('via 10.78.2.1');
  const equal = ['--network', 'b-second', '--network', 'a-first'];
  expect(await docker.text`run --rm ${equal} busybox ip route show default`).toContain('via 10.78.1.1');
});

test('an address is free again when its container is gone, at once', async ({ docker }) => {
  await docker.text`network create --subnet 10.78.3.0/29 small`;
  for (let round = 0; round < 3; round++) {
    await docker.text`run -d --name holder --network small --ip 10.78.3.5 busybox sleep 600`;
    await docker.text`rm -f holder`;
  }
  for (const last of [2, 3, 4, 5, 6]) {
    await docker.text`run -d --name n${last} --network small busybox sleep 600`;
    expect(await addressOn(docker, `n${last}`, 'small')).toBe(`10.78.3.${last}`);
  }
  const { code, stderr } = await docker`run --rm --network small busybox true`;
  expect(code).toBe(125);
  expect(stderr).toMatch(/no available (IPv4 )?addresses on (this network's address pools: small|this pool)/);
});
