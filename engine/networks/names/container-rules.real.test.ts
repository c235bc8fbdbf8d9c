import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../process/run.ts';
import { resolverRules, resolverSysctls } from './container-rules.ts';

const made: string[] = [];

async function namespace(): Promise<string> {
  const name = `gantry-test-${randomBytes(4).toString('hex')}`;
  await run('ip', ['netns', 'add', name]);
  made.push(name);
  await run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  return name;
}

async function inside(name: string, script: string): Promise<number> {
  const args = [`--net=/run/netns/${name}`, 'sh', '-c', script];
  return (await run('nsenter', args, { successExitCodes: [0, 1, 2] })).code;
}

afterEach(async () => {
  for (const name of made.splice(0)) await run('ip', ['netns', 'delete', name]);
});

describe('the rules in a container', () => {
  it('let nobody on its network reach its loopback', async () => {
    const [container, neighbour] = [await namespace(), await namespace()];
    const link = `link add eth0 netns ${container} type veth peer name eth0 netns ${neighbour}`;
    await run('ip', link.split(' '));
    for (const [name, address] of [
      [container, '10.5.0.2'],
      [neighbour, '10.5.0.3'],
    ] as const) {
      await inside(name, `ip address add ${address}/24 dev eth0 && ip link set eth0 up`);
    }
    const server = { address: '10.5.0.3', port: 61_000 };
    await run('nsenter', [`--net=/run/netns/${container}`, 'nft', '-f', '-'], {
      input: resolverRules(server),
    });
    for (const [key, value] of resolverSysctls(server)) {
      expect(await inside(container, `echo ${value} > /proc/sys/${key.replaceAll('.', '/')}`)).toBe(0);
    }
    await inside(
      neighbour,
      `echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet
       ip route delete table local local 127.0.0.0/8 dev lo
       ip route add 127.0.0.9/32 via 10.5.0.2 src 10.5.0.3`,
    );
    expect(await inside(neighbour, 'busybox ping -c 1 -W 2 10.5.0.2')).toBe(0);
    expect(await inside(neighbour, 'busybox ping -c 1 -W 1 127.0.0.9')).not.toBe(0);
    await inside(container, 'nft flush chain ip gantry_names guard');
    expect(await inside(neighbour, 'busybox ping -c 1 -W 2 127.0.0.9')).toBe(0);
  });
});
