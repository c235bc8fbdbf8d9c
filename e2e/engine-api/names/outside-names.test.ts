import { expect } from '../../fixtures/engine-test.ts';
import { lookUp, NAME_SERVER, test } from '../../fixtures/names-test.ts';

const sleeper = ['busybox', 'sleep', '600'];

test('what is no name of ours is asked of the server of --dns', async ({ docker, network, around }) => {
  const dns = ['--dns', NAME_SERVER];
  await docker.text`run -d --network ${await network()} --name web ${dns} ${sleeper}`;
  expect(await docker.text`exec web cat /etc/resolv.conf`).toContain('nameserver 127.0.0.11');
  expect(await lookUp(docker, 'web', 'www.test')).toEqual(['203.0.113.1']);
  expect(around.outside.stdout.text).toContain('udp A www.test');
  const { code, stdout } = await docker`exec web nslookup -type=a nothing.example`;
  expect([code, stdout]).toEqual([1, expect.stringContaining("server can't find nothing.example: NXDOMAIN")]);
});

test('an answer that does not fit a datagram comes whole over a connection', async ({ docker, network }) => {
  await docker.text`run -d --network ${await network()} --name web --dns ${NAME_SERVER} ${sleeper}`;
  // `nslookup` of busybox speaks no TCP: two bytes of length, then a question for big.test, type A.
  const question = '\\0\\32\\0\\7\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\3big\\4test\\0\\0\\1\\0\\1';
  const ask = `printf '${question}' | nc -w 5 127.0.0.11 53 | wc -c`;
  expect(Number(await docker.text`exec web sh -c ${ask}`)).toBeGreaterThan(60 * 16);
});

test('a container without a way out asks nobody outside @unlike-docker-20', async ({ docker, around }) => {
  await docker.text`network create --internal inside`;
  await docker.text`run -d --network inside --name alone --dns ${NAME_SERVER} ${sleeper}`;
  await docker.text`run -d --network inside --name friend ${sleeper}`;
  expect(await lookUp(docker, 'alone', 'secret.test')).toEqual([]);
  expect(await lookUp(docker, 'alone', 'friend')).toHaveLength(1);
  expect(around.outside.stdout.text).not.toContain('secret.test');
});

test('the default bridge asks the server of --dns itself, and knows no names', async ({ docker }) => {
  await docker.text`run -d --name web --dns ${NAME_SERVER} --dns-search corp.test ${sleeper}`;
  const resolv = await docker.text`exec web cat /etc/resolv.conf`;
  expect(resolv).toContain(`nameserver ${NAME_SERVER}`);
  expect(resolv).toContain('search corp.test');
  expect(await lookUp(docker, 'web', 'www.test')).toEqual(['203.0.113.1']);
  expect(await lookUp(docker, 'web', 'web')).not.toContain('172.17.0.2');
});
