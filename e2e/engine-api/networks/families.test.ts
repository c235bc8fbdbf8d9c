import { expect } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { test } from '../../fixtures/names-test.ts';

test('a network with IPv6 gives addresses of both families, which are good at once', async ({ docker }) => {
  await docker.text`network create --ipv6 --subnet fd12:3456::/64 both`;
  await docker.text`run -d --name one --network both busybox sleep 600`;
  const six = await docker.text`inspect -f ${'{{.NetworkSettings.Networks.both.GlobalIPv6Address}}'} one`;
  expect(six).toMatch(/^fd12:3456::/);
  const look = 'ip -o -6 addr show dev eth0; ip -6 route; cat /proc/sys/net/ipv6/conf/eth0/accept_ra';
  const seen = await docker.text`run --rm --network both busybox sh -c ${`${look}; ping -c 1 -W 5 ${six}`}`;
  expect(seen).toContain('fd12:3456::3/64');
  expect(seen).not.toContain('tentative');
  expect(seen).toMatch(/default via fd12:3456::1/);
  expect(seen).toMatch(/^0$/m);
  expect(seen).toContain('1 packets received');
});

test('without a subnet IPv6 comes from a block of the engine, and without IPv6 there is none', async ({
  docker,
}) => {
  test.skip(isHeldAgainstDocker, 'Docker 20 wants a subnet');
  await docker.text`network create --ipv6 own`;
  const subnets = await docker.text`network inspect -f ${'{{range .IPAM.Config}}{{.Subnet}} {{end}}'} own`;
  expect(subnets).toMatch(/^172\.\d+\.0\.0\/16 fd[0-9a-f:]+::\/64/);
  expect(await docker.text`run --rm busybox ip -o -6 addr show dev eth0`).toBe('');
});

test('a network of IPv6 alone has no IPv4 @unlike-docker-20', async ({ docker }) => {
  await docker.text`network create --ipv4=false --ipv6 six`;
  const seen =
    await docker.text`run --rm --network six busybox sh -c ${'ip -o -4 addr show dev eth0; ip -o -6 addr show dev eth0'}`;
  expect(seen).not.toMatch(/inet \d/);
  expect(seen).toMatch(/inet6 fd/);
});

test('an internal network has no way out, and its members reach each other', async ({ docker }) => {
  await docker.text`network create --internal --subnet 10.79.0.0/24 inside`;
  await docker.text`run -d --name one --network inside busybox sleep 600`;
  const seen = await docker.text`run --rm --network inside busybox sh -c ${'ip route; ping -c 1 -W 5 one'}`;
  expect(seen).not.toContain('default');
  expect(seen).toContain('1 packets received');
});

test('macvlan puts containers on a device of the machine', async ({ docker, around }) => {
  await around.namespace.ip('link', 'add', 'parent0', 'type', 'veth', 'peer', 'name', 'parent1');
  try {
    for (const end of ['parent0', 'parent1']) await around.namespace.ip('link', 'set', end, 'up');
    await docker.text`network create -d macvlan -o parent=parent0 --subnet 10.79.1.0/24 street`;
    await docker.text`run -d --name one --network street busybox sleep 600`;
    const seen =
      await docker.text`run --rm --network street busybox sh -c ${'ip route; ping -c 1 -W 5 10.79.1.2'}`;
    expect(seen).toContain('default via 10.79.1.1');
    expect(seen).toContain('1 packets received');
    await docker.text`rm -f one`;
    await docker.text`network rm street`;
  } finally {
    await around.namespace.ip('link', 'delete', 'parent0');
  }
});
