import { expect } from '../../fixtures/engine-test.ts';
import { test } from '../../fixtures/names-test.ts';

test('three networks are there from the beginning and stay', async ({ docker }) => {
  const names = (await docker.text`network ls --format ${'{{.Name}} {{.Driver}} {{.Scope}}'}`).split('\n');
  expect(names.sort()).toEqual(['bridge bridge local', 'host host local', 'none null local']);
  for (const name of ['bridge', 'host', 'none']) {
    const { code, stderr } = await docker`network rm ${name}`;
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`${name} is a pre-defined network and cannot be removed`),
    ]);
  }
});

test('a network is made as asked, and inspect tells it', async ({ docker }) => {
  const shape = ['--subnet', '10.77.0.0/24', '--gateway', '10.77.0.254', '--ip-range', '10.77.0.128/25'];
  const more = [
    '--aux-address',
    'router=10.77.0.128',
    '--label',
    'tier=back',
    '-o',
    'com.docker.network.driver.mtu=1400',
  ];
  await docker.text`network create ${shape} ${more} asked`;
  const [found] = JSON.parse(await docker.text`network inspect asked`);
  expect(found).toMatchObject({
    Name: 'asked',
    Driver: 'bridge',
    Internal: false,
    EnableIPv6: false,
    Labels: { tier: 'back' },
    Options: { 'com.docker.network.driver.mtu': '1400' },
    IPAM: {
      Config: [
        {
          Subnet: '10.77.0.0/24',
          IPRange: '10.77.0.128/25',
          Gateway: '10.77.0.254',
          AuxiliaryAddresses: { router: '10.77.0.128' },
        },
      ],
    },
  });
  const seen =
    await docker.text`run --rm --network asked busybox sh -c ${'ip -o link show eth0; ip -o -4 addr show eth0; ip route'}`;
  expect(seen).toContain(' mtu 1400 ');
  expect(seen).toContain(' 10.77.0.129/24 ');
  expect(seen).toContain('default via 10.77.0.254 ');
  for (const filter of ['label=tier=back', 'name=^asked$', 'type=custom', 'dangling=true']) {
    expect(await docker.text`network ls -q --no-trunc --filter ${filter}`, filter).toBe(found.Id);
  }
  expect(await docker.text`network ls -q --filter label=tier=front`).toBe('');
});

test('create, connect, disconnect and removal are told as events', async ({ docker }) => {
  const since = String(Date.now() / 1000);
  const id = await docker.text`network create told`;
  const container = await docker.text`run -d --network told busybox sleep 600`;
  await docker.text`rm -f ${container}`;
  await docker.text`network rm told`;
  const until = String(Date.now() / 1000 + 1);
  const events =
    await docker.text`events --since ${since} --until ${until} --filter type=network --format ${'{{.Action}} {{.Actor.ID}} {{.Actor.Attributes.name}}'}`;
  const expected = ['create', 'connect', 'disconnect', 'destroy'].map((action) => `${action} ${id} told`);
  expect(events.split('\n')).toEqual(expected);
});

test('prune takes what no running container is in, and filters it', async ({ docker }) => {
  await docker.text`network create --label keep used`;
  await docker.text`network create --label keep kept`;
  await docker.text`network create unused`;
  await docker.text`run -d --name user --network used busybox sleep 600`;
  expect(await docker.text`network prune -f --filter label!=keep`).toContain('unused');
  const custom = () => docker.text`network ls --filter type=custom --format ${'{{.Name}}'}`;
  expect((await custom()).split('\n').sort()).toEqual(['kept', 'used']);
  expect(await docker.text`network prune -f`).not.toContain('used');
  expect(await custom()).toBe('used');
  const refused = await docker`network rm used`;
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('has active endpoints')]);
});

test('subnets of two networks never overlap, nor with a route of the machine', async ({
  docker,
  around,
  network,
}) => {
  const taken = (await docker.text`network inspect -f ${'{{(index .IPAM.Config 0).Subnet}}'} bridge`).split(
    '.',
  )[1];
  const next = `172.${Number(taken) + 1}.0.0/16`;
  await around.namespace.ip('route', 'add', 'unreachable', next);
  try {
    const [one, two] = [await network(), await network()];
    const subnets =
      await docker.text`network inspect -f ${'{{(index .IPAM.Config 0).Subnet}}'} ${one} ${two}`;
    expect(subnets.split('\n')).not.toContain(next);
    expect(new Set(subnets.split('\n')).size).toBe(2);
  } finally {
    await around.namespace.ip('route', 'delete', 'unreachable', next);
  }
});
