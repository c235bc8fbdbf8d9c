import { expect } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { test } from '../../fixtures/names-test.ts';

const OWN = '10.80.0.0/24';

interface Refusal {
  readonly what: string;
  readonly path: string;
  readonly body: object;
  readonly status: number;
  readonly says: RegExp;
  /** Docker 20 says it otherwise. */
  readonly newer?: true;
}

const create = (what: string, body: object, status: number, says: RegExp, newer?: true): Refusal => ({
  what,
  path: '/networks/create',
  body: { Name: 'refused', ...body },
  status,
  says,
  ...(newer ? { newer } : {}),
});
const subnet = (config: object) => ({ IPAM: { Config: [config] } });

const REFUSALS: readonly Refusal[] = [
  create(
    'a name that is taken',
    { Name: 'there', CheckDuplicate: true },
    409,
    /^network with name there already exists$/,
  ),
  create(
    'a predefined name',
    { Name: 'host' },
    403,
    /^operation is not permitted on predefined host network/,
  ),
  create(
    'a subnet that overlaps',
    subnet({ Subnet: '10.80.0.128/25' }),
    403,
    /Pool overlaps with other one on this address space/,
  ),
  create(
    'a subnet that is none',
    subnet({ Subnet: 'here' }),
    400,
    /invalid subnet here: invalid CIDR block notation/i,
    true,
  ),
  create(
    'bits beyond the prefix',
    subnet({ Subnet: '10.81.0.7/24' }),
    400,
    /invalid subnet 10.81.0.7\/24: it should be 10.81.0.0\/24/,
    true,
  ),
  create(
    'a gateway outside',
    subnet({ Subnet: '10.81.0.0/24', Gateway: '10.82.0.1' }),
    400,
    /invalid gateway 10.82.0.1: parent subnet 10.81.0.0\/24 doesn't contain this address/,
    true,
  ),
  create(
    'a range outside',
    subnet({ Subnet: '10.81.0.0/24', IPRange: '10.82.0.0/25' }),
    400,
    /invalid ip-range 10.82.0.0\/25: parent subnet 10.81.0.0\/24 doesn't contain ip-range/,
    true,
  ),
  create('an unknown driver', { Driver: 'nosuch' }, 404, /plugin.* not found/i),
  create('no family at all', { EnableIPv4: false }, 400, /IPv4 or IPv6 must be enabled/, true),
  create('the driver of a swarm', { Driver: 'overlay' }, 403, /This node is not a swarm manager/, true),
  create('an option nobody knows', { Options: { colour: 'red' } }, 400, /"colour" is not known/, true),
  create(
    'a device that is not there',
    { Driver: 'macvlan', Options: { parent: 'nosuch0' } },
    400,
    /parent interface nosuch0 was not found/,
    true,
  ),
  {
    what: 'connect to host',
    path: '/networks/host/connect',
    body: { Container: 'runs' },
    status: 400,
    says: /cannot be disconnected from host network or connected to host network|sharing network namespace/,
    newer: true,
  },
  {
    what: 'connect to what is not there',
    path: '/networks/nosuch/connect',
    body: { Container: 'runs' },
    status: 404,
    says: /^network nosuch not found$/,
  },
  {
    what: 'connect who is not there',
    path: '/networks/there/connect',
    body: { Container: 'nobody' },
    status: 404,
    says: /No such container: nobody/,
  },
  {
    what: 'connect twice',
    path: '/networks/there/connect',
    body: { Container: 'runs' },
    status: 403,
    says: /endpoint with name runs already exists in network there/,
  },
  {
    what: 'disconnect what is not connected',
    path: '/networks/bridge/disconnect',
    body: { Container: 'runs' },
    status: 500,
    says: /^container [0-9a-f]{64} is not connected to (the )?network bridge$/,
  },
  {
    what: 'an address outside',
    path: '/networks/there/connect',
    body: { Container: 'plain', EndpointConfig: { IPAMConfig: { IPv4Address: '10.81.0.9' } } },
    status: 400,
    says: /no configured subnet or ip-range contain the IP address 10.81.0.9/,
    newer: true,
  },
  {
    what: 'an address that is taken',
    path: '/networks/there/connect',
    body: { Container: 'plain', EndpointConfig: { IPAMConfig: { IPv4Address: '10.80.0.9' } } },
    status: 403,
    says: /^Address already in use/,
  },
  {
    what: 'a hardware address that is none',
    path: '/networks/there/connect',
    body: { Container: 'plain', EndpointConfig: { MacAddress: 'nine' } },
    status: 400,
    says: /invalid MAC address nine/,
    newer: true,
  },
];

test('what cannot be is refused with the status and the words of Docker, and changes nothing', async ({
  docker,
  http,
}) => {
  await docker.text`network create --subnet ${OWN} there`;
  await docker.text`run -d --name runs --network there --ip 10.80.0.9 busybox sleep 600`;
  await docker.text`run -d --name plain busybox sleep 600`;
  const before = await docker.text`network ls -q`;
  for (const { what, path, body, status, says, newer } of REFUSALS) {
    if (isHeldAgainstDocker && newer === true) continue;
    const answer = await http.post(path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    expect
      .soft([answer.status, JSON.parse(answer.text).message], what)
      .toEqual([status, expect.stringMatching(says)]);
  }
  expect(await docker.text`network ls -q`).toBe(before);
  expect(
    await docker.text`inspect -f ${'{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}'} plain`,
  ).toBe('bridge');
});

test('a container with a network that is not there is refused and leaves nothing', async ({ docker }) => {
  test.skip(isHeldAgainstDocker, 'Docker makes the container and fails to start it');
  const { code, stderr } = await docker`run --name refused --network nosuch busybox true`;
  expect([code, stderr]).toEqual([125, expect.stringContaining('network nosuch not found')]);
  expect(await docker.text`ps -aq --filter name=refused`).toBe('');
});
