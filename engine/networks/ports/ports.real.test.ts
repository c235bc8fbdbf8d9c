import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NetworkLab, type NetworkParts } from '../../testing/network-lab.ts';
import type { FirewallNetwork } from '../firewall/state.ts';
import { endHolder } from '../holder/keeper.ts';
import { type PortWish, readPortWishes } from './port-wish.ts';
import type { PortTarget } from './ports.ts';

const BRIDGE = 'gtest-a';
const NETWORK: FirewallNetwork = {
  id: 'a',
  bridge: BRIDGE,
  subnets: ['172.30.1.0/24', 'fd01::/64'],
  internal: false,
  icc: true,
  masquerade: true,
};
const WEB: PortTarget = { network: 'a', bridge: BRIDGE, v4: '172.30.1.2', v6: 'fd01::2' };
/** A container without IPv6 on the same bridge. */
const OLD: PortTarget = { network: 'a', bridge: BRIDGE, v4: '172.30.1.3' };

let lab: NetworkLab;
let parts: NetworkParts;

beforeAll(async () => {
  lab = await NetworkLab.open();
  await lab.bridge(BRIDGE, '172.30.1', 'fd01');
  await lab.container('web', { bridge: BRIDGE, v4: '172.30.1.2', v6: 'fd01::2' });
  await lab.container('old', { bridge: BRIDGE, v4: '172.30.1.3' });
  parts = await lab.parts();
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** Such as `10.99.0.1:8080:80/tcp`, in the order of `docker run -p`. */
function wish(text: string): PortWish[] {
  const [key = '', HostPort = '', ...address] = text.split(/:(?![^[]*\])/).reverse();
  const binding = { HostPort, HostIp: address.reverse().join(':') };
  return readPortWishes({ exposed: {}, publishAll: false, bindings: { [key]: [binding] } });
}

/** Publishes, and tells the firewall. */
async function publish(container: string, target: PortTarget, ...ports: readonly string[]) {
  const published = await parts.claim(container, ports.flatMap(wish), target);
  await parts.set({ networks: [NETWORK], published: await parts.published() });
  return published;
}

async function withdraw(...containers: readonly string[]) {
  for (const container of containers) await parts.release(container);
  await parts.set({ networks: [NETWORK], published: await parts.published() });
}

/** The process that has port 8080 and is not the engine's; '' when there is none. */
async function holderPid(): Promise<string> {
  const { stdout } = await lab.run('host', 'ss', '-Hlntp');
  return /"gantry-holder[^"]*",pid=(\d+)/.exec(stdout)?.[1] ?? '';
}

async function holderIsThere(besides = ''): Promise<void> {
  await expect.poll(holderPid, { timeout: 15_000 }).toSatisfy((pid) => pid !== '' && pid !== besides);
}

describe('a published port', () => {
  const filtersBridges = '/proc/sys/net/bridge/bridge-nf-call-iptables';

  it.each(['1', '0'])(
    'leads to its container from wherever the host can be reached, with br_netfilter=%s',
    async (value) => {
      await lab.run('host', 'sh', '-c', `test ! -e ${filtersBridges} || echo ${value} >${filtersBridges}`);
      await publish('web', WEB, '8080:80/tcp', '8053:53/udp');
      await publish('old', OLD, '8081:80/tcp', '8153:53/udp');
      const ways = [
        ['host', '127.0.0.1', '172.30.1.1'],
        ['host', '::1', 'fd01::1'],
        ['host', '10.99.0.1', '10.99.0.1'],
        ['host', '172.30.1.1', '172.30.1.1'],
        ['outside', '10.99.0.1', '10.99.0.2'],
        ['outside', 'fd99::1', 'fd99::2'],
        ['old', '10.99.0.1', '172.30.1.1'],
        ['web', '10.99.0.1', '172.30.1.1'],
        ['web', 'fd99::1', 'fd01::1'],
      ] as const;
      for (const [space, address, seen] of ways) {
        const way = `${space} → ${address}`;
        expect.soft(await lab.greeting(space, address, 8080), way).toBe(`web sees ${seen}`);
        expect.soft(await lab.datagram(space, address, 8053), way).toBe(`web sees ${seen} hi`);
      }
      expect.soft(await lab.greeting('outside', 'fd99::1', 8081)).toBe('old sees 172.30.1.1');
      expect.soft(await lab.datagram('outside', 'fd99::1', 8153)).toBe('old sees 172.30.1.1 hi');
      await withdraw('web', 'old');
      expect(await lab.greeting('host', '127.0.0.1', 8080)).toBe('');
    },
  );

  it('is held by a process that outlives a killed engine and serves its next one', async () => {
    const published = await publish('web', WEB, '8080:80/tcp');
    await holderIsThere();
    const before = await holderPid();
    await parts.kill();
    expect(await holderPid()).toBe(before);
    expect(await lab.greeting('host', '::1', 8080)).toBe('web sees fd01::1');
    expect(await lab.greeting('outside', '10.99.0.1', 8080)).toBe('web sees 10.99.0.2');
    parts = await lab.parts();
    await parts.restore(published);
    await parts.set({ networks: [NETWORK], published });
    expect(await holderPid()).toBe(before);
    await expect(publish('old', OLD, '8080:80/tcp')).rejects.toThrow(
      'Bind for 0.0.0.0:8080 failed: port is already allocated (by the container name-of-web)',
    );
    await withdraw('web');
    await expect.poll(() => holderPid(), { timeout: 8000 }).toBe('');
  });

  it('gets a new holder when somebody kills the one it has', async () => {
    await publish('web', WEB, '8080:80/tcp', '8053:53/udp');
    await holderIsThere();
    const before = await holderPid();
    process.kill(Number(before), 'SIGKILL');
    await holderIsThere(before);
    expect(await lab.greeting('host', '::1', 8080)).toBe('web sees fd01::1');
    expect(await lab.datagram('host', '::1', 8053)).toBe('web sees fd01::1 hi');
    await withdraw('web');
  });

  it('is taken from a holder that does not answer any more, which is ended', async () => {
    await publish('web', WEB, '8080:80/tcp');
    await holderIsThere();
    const before = await holderPid();
    process.kill(Number(before), 'SIGSTOP');
    await publish('old', OLD, '8081:80/tcp');
    await holderIsThere(before);
    await expect.poll(() => existsSync(`/proc/${before}`)).toBe(false);
    expect(await lab.greeting('host', '::1', 8080)).toBe('web sees fd01::1');
    await withdraw('web', 'old');
  });

  it('is taken from a holder that does not answer an engine that starts, or a reset', async () => {
    const published = await publish('web', WEB, '8080:80/tcp');
    await holderIsThere();
    const before = await holderPid();
    process.kill(Number(before), 'SIGSTOP');
    await parts.kill();
    parts = await lab.parts();
    await parts.restore(published);
    await parts.set({ networks: [NETWORK], published });
    expect(await parts.published()).toEqual(published);
    expect(await lab.greeting('host', '::1', 8080)).toBe('web sees fd01::1');
    await holderIsThere(before);
    const after = await holderPid();
    process.kill(Number(after), 'SIGSTOP');
    await parts.kill();
    await endHolder(lab.folder);
    expect(await holderPid()).toBe('');
    parts = await lab.parts();
  });

  it('is taken over whole by an engine that finds no holder, and a lost one does not stop it', async () => {
    const published = await publish('web', WEB, '8080:80/tcp');
    await holderIsThere();
    await parts.kill();
    process.kill(Number(await holderPid()), 'SIGKILL');
    parts = await lab.parts();
    await parts.restore(published);
    expect(await lab.greeting('host', '::1', 8080)).toBe('web sees fd01::1');
    await withdraw('web');
  });

  it('leads UDP that never pauses to whoever has the port now', async () => {
    await publish('web', WEB, '8053:53/udp');
    const script = `
      const socket = require('node:dgram').createSocket('udp4');
      let last = '';
      socket.on('message', (data) => {
        const name = String(data).split(' ')[0];
        if (name !== last) console.log(last = name);
      });
      socket.on('error', () => undefined);
      setInterval(() => socket.send('hi', 8053, '10.99.0.1', () => undefined), 10);`;
    const client = lab.start('outside', process.execPath, '-e', script);
    let told = '';
    client.stdout?.on('data', (data: Buffer) => (told += data.toString()));
    await expect.poll(() => told, { timeout: 10_000 }).toBe('web\n');
    await withdraw('web');
    await publish('old', OLD, '8053:53/udp');
    await expect.poll(() => told, { timeout: 10_000 }).toBe('web\nold\n');
    client.kill('SIGKILL');
    await withdraw('old');
  });

  it('passes both directions on apart, at the pace of the slower, by the holder too', async () => {
    await publish('old', OLD, '8081:80/tcp');
    const script = `
      const socket = require('node:net').connect({ port: 8081, host: '::1', allowHalfOpen: true });
      const total = 20_000_000;
      let got = '';
      let bytes = 0;
      socket.on('data', (data) => { bytes += data.length; got = (got + data).slice(-4); });
      socket.pause();
      setTimeout(() => socket.resume(), 500);
      socket.end(Buffer.alloc(total, 'x'));
      socket.on('end', () => console.log(bytes, JSON.stringify(got)));`;
    const { stdout } = await lab.run('host', process.execPath, '-e', script);
    const greeting = 'old sees 172.30.1.1\n'.length;
    expect(stdout.trim()).toBe(`${20_000_000 + greeting + 'bye\n'.length} "bye\\n"`);
    await withdraw('old');
  });
});

describe('a wish for a port', () => {
  it('is refused with who has it, and then nothing of the request is held', async () => {
    const squatter = lab.start('host', 'busybox', 'httpd', '-f', '-p', '10.99.0.1:8090');
    await expect
      .poll(() => lab.run('host', 'ss', '-Hlnt'))
      .toMatchObject({
        stdout: expect.stringContaining('8090'),
      });
    await expect(publish('web', WEB, '8089:80/tcp', '8090:80/tcp')).rejects.toThrow(
      `failed to bind host port for 0.0.0.0:8090:172.30.1.2:80/tcp: address already in use (by busybox, process ${squatter.pid})`,
    );
    await expect(publish('web', WEB, '8089:80/tcp', '10.99.0.77:8091:80/tcp')).rejects.toThrow(
      'failed to bind host port for 10.99.0.77:8091:172.30.1.2:80/tcp: cannot assign requested address',
    );
    expect(await parts.published()).toEqual([]);
    expect((await lab.run('host', 'ss', '-Hlntu')).stdout).not.toContain(':8089');
    // Another address, another protocol: nobody is in the way.
    await publish('web', WEB, '127.0.0.1:8090:80/tcp', '8090:53/udp');
    expect(await lab.greeting('host', '127.0.0.1', 8090)).toBe('web sees 172.30.1.1');
    expect(await lab.greeting('outside', '10.99.0.1', 8090)).toBe('');
    await withdraw('web');
    squatter.kill('SIGKILL');
  });

  it('takes the first free one of a range, and of the ephemeral ports one after the other', async () => {
    const first = await publish('web', WEB, '8100-8101:80/tcp');
    const second = await publish('old', OLD, '8100-8101:80/tcp');
    expect([first, second].map(([port]) => port?.hostPort)).toEqual([8100, 8101]);
    await expect(publish('third', OLD, '8100-8101:80/tcp')).rejects.toThrow('port is already allocated');
    const [one, two] = [await publish('web', WEB, '0:81/tcp'), await publish('old', OLD, '0:81/tcp')];
    expect(one.map(({ hostIp }) => hostIp)).toEqual(['0.0.0.0', '::']);
    expect(one[0]?.hostPort).toBe(one[1]?.hostPort);
    expect(two[0]?.hostPort).toBe((one[0]?.hostPort ?? 0) + 1);
    await withdraw('web', 'old');
  });

  it('may be for SCTP, which only the firewall carries', async () => {
    await publish('web', WEB, '8200:80/sctp');
    const { stdout } = await lab.run('host', 'nft', 'list', 'table', 'inet', `gantry_${lab.instance}`);
    expect(stdout).toContain('sctp . 8200 : 172.30.1.2 . 80');
    await expect(publish('old', OLD, '8200:80/sctp')).rejects.toThrow('port is already allocated');
    await withdraw('web');
  });

  it('can be asked for beforehand: free or not, who has it, and the nearest free one', async () => {
    await publish('web', WEB, '8300:80/tcp', '127.0.0.1:8301:80/tcp');
    expect(await parts.state(8300, 'tcp', '')).toEqual({
      port: 8300,
      protocol: 'tcp',
      address: '',
      free: false,
      holder: { kind: 'container', id: 'web', name: 'name-of-web' },
      nearestFree: 8302,
    });
    expect(await parts.state(8300, 'udp', '')).toMatchObject({ free: true, nearestFree: 8300 });
    expect(await parts.state(8301, 'tcp', '10.99.0.1')).toMatchObject({ free: true });
    await withdraw('web');
    const squatter = lab.start('host', 'busybox', 'nc', '-l', '-p', '65535');
    await expect
      .poll(() => parts.state(65_535, 'tcp', ''))
      .toMatchObject({
        free: false,
        holder: { kind: 'process', name: 'busybox', pid: squatter.pid },
        nearestFree: 65_534,
      });
    squatter.kill('SIGKILL');
  });
});
