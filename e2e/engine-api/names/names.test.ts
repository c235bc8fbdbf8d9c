import { expect } from '../../fixtures/engine-test.ts';
import { addressOn, lookUp, NAME_SERVER, test } from '../../fixtures/names-test.ts';

/** With a server that says at once that it does not know a name. */
const sleeper = ['--dns', NAME_SERVER, 'busybox', 'sleep', '600'];

test('a container is found on its networks by all its names, in any letters, and nowhere else', async ({
  docker,
  network,
}) => {
  const [front, back] = [await network(), await network()];
  const names = ['--name', 'web', '--hostname', 'webhost', '--network-alias', 'www'];
  const id = await docker.text`run -d --network ${front} ${names} ${sleeper}`;
  await docker.text`run -d --network ${front} --name friend ${sleeper}`;
  await docker.text`run -d --network ${back} --name stranger ${sleeper}`;
  await docker.text`run -d --name plain ${sleeper}`;
  const address = await addressOn(docker, 'web', front);
  for (const name of ['web', 'WWW', id.slice(0, 12), `web.${front}`, `www.${front}.`]) {
    expect(await lookUp(docker, 'friend', name), name).toEqual([address]);
  }
  expect(await docker.text`exec friend ping -c 1 -W 5 web`).toContain(`(${address})`);
  expect(await lookUp(docker, 'friend', 'web', 'aaaa')).toEqual([]);
  expect(await docker.text`exec friend nslookup ${address}`).toContain(`name = web.${front}`);
  for (const other of ['stranger', 'plain']) expect(await lookUp(docker, other, 'web')).toEqual([]);
});

test('a host name is a name @unlike-docker-20', async ({ docker, network }) => {
  const net = await network();
  await docker.text`run -d --network ${net} --name web --hostname webhost ${sleeper}`;
  expect(await lookUp(docker, 'web', 'webhost')).toEqual([await addressOn(docker, 'web', net)]);
});

test('names follow connect, rename and disconnect at once', async ({ docker, network }) => {
  const [front, back] = [await network(), await network()];
  await docker.text`run -d --network ${front} --name web ${sleeper}`;
  await docker.text`run -d --network ${back} --name asker ${sleeper}`;
  await docker.text`network connect --alias www ${back} web`;
  const address = await addressOn(docker, 'web', back);
  expect(await lookUp(docker, 'asker', 'www')).toEqual([address]);
  await docker.text`rename web shop`;
  expect(await lookUp(docker, 'asker', 'shop')).toEqual([address]);
  expect(await lookUp(docker, 'asker', 'web')).toEqual([]);
  await docker.text`network disconnect ${back} shop`;
  expect(await lookUp(docker, 'asker', 'shop')).toEqual([]);
  await docker.text`network connect ${front} asker`;
  expect(await lookUp(docker, 'asker', 'shop')).toEqual([await addressOn(docker, 'shop', front)]);
  await docker.text`network disconnect ${back} asker`;
  expect(await lookUp(docker, 'asker', 'shop')).toHaveLength(1);
  await docker.text`stop --time 0 shop`;
  expect(await lookUp(docker, 'asker', 'shop')).toEqual([]);
});

test('who share an alias take turns', async ({ docker, network }) => {
  const net = await network();
  for (const name of ['one', 'two', 'three']) {
    await docker.text`run -d --network ${net} --network-alias pool --name ${name} ${sleeper}`;
  }
  const firsts = new Set<string | undefined>();
  await expect
    .poll(async () => {
      const found = await lookUp(docker, 'one', 'pool');
      firsts.add(found[0]);
      return [found.length, firsts.size];
    })
    .toEqual([3, 3]);
});

test('a link is a name for one container alone', async ({ docker, network }) => {
  const net = await network();
  await docker.text`run -d --network ${net} --name postgres ${sleeper}`;
  await docker.text`run -d --network ${net} --link postgres:db --name linked ${sleeper}`;
  await docker.text`run -d --network ${net} --name other ${sleeper}`;
  expect(await lookUp(docker, 'linked', 'db')).toEqual([await addressOn(docker, 'postgres', net)]);
  expect(await lookUp(docker, 'other', 'db')).toEqual([]);
});

test('a container has its IPv6 address by its name, too', async ({ docker }) => {
  await docker.text`network create --ipv6 --subnet 10.77.0.0/24 --subnet fd77::/64 six`;
  await docker.text`run -d --network six --name web --ip6 fd77::77 ${sleeper}`;
  expect(await lookUp(docker, 'web', 'web', 'aaaa')).toEqual(['fd77::77']);
  expect(await docker.text`exec web nslookup fd77::77`).toContain('name = web.six');
});

test('a network of IPv6 alone has names, too @unlike-docker-20', async ({ docker }) => {
  await docker.text`network create --ipv4=false --ipv6 --subnet fd78::/64 six-alone`;
  await docker.text`run -d --network six-alone --name web --network-alias www ${sleeper}`;
  expect(await lookUp(docker, 'web', 'www', 'aaaa')).toEqual(['fd78::2']);
  expect(await lookUp(docker, 'web', 'www.test')).toEqual(['203.0.113.1']);
});
