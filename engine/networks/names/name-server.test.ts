import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode, type Packet, type RecordType } from 'dns-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { type Answerer, answerWith, askTcp, askUdp, DnsUpstream } from '../../testing/dns-lab.ts';
import type { Asker, NameMember } from './member.ts';
import { NameServer } from './name-server.ts';

const BRIDGE = '127.77.0.1';
const ME = '127.77.0.9';

function asker(more: Partial<Asker> = {}): Asker {
  return {
    container: 'me',
    addresses: [ME],
    networks: [{ id: 'n', name: 'net' }],
    upstream: [],
    external: true,
    ndotsChosen: false,
    host: { v4: BRIDGE },
    ...more,
  };
}
const web: NameMember = { container: 'w', network: 'n', names: ['web'], v4: '10.0.0.2' };

function query(name: string, type: RecordType = 'A'): Packet {
  return { type: 'query', id: 99, flags: 0x100, questions: [{ name, type }] };
}

describe('NameServer', () => {
  let folder: string;
  let opened: AsyncDisposable[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened.reverse()) await one[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function serve(
    upstreamPort = 53,
  ): Promise<{ server: NameServer; at: { address: string; port: number } }> {
    const resolvConf = join(folder, 'resolv.conf');
    const server = new NameServer({
      logger: silentLogger,
      memory: join(folder, 'ports.json'),
      resolvConf,
      upstreamPort,
    });
    opened.push({ [Symbol.asyncDispose]: () => server.close() });
    return { server, at: { address: BRIDGE, port: await server.listen(BRIDGE) } };
  }

  async function upstreams(...answers: readonly Answerer[]): Promise<readonly DnsUpstream[]> {
    const made: DnsUpstream[] = [];
    for (const [index, answer] of answers.entries()) {
      const upstream = await DnsUpstream.at(`127.77.1.${index + 1}`, made[0]?.port ?? 0, answer);
      opened.push(upstream);
      made.push(upstream);
    }
    const lines = answers.map((_, index) => `nameserver 127.77.1.${index + 1}\n`);
    await writeFile(join(folder, 'resolv.conf'), lines.join(''));
    return made;
  }

  it('answers both ways, and a change at once', async () => {
    const { server, at } = await serve();
    server.set([web], [asker()]);
    expect((await askUdp(at, ME, query('web')))?.answers).toMatchObject([{ data: '10.0.0.2' }]);
    expect((await askTcp(at, ME, query('web')))?.answers).toMatchObject([{ data: '10.0.0.2' }]);
    server.set([{ ...web, names: ['renamed'] }], [asker()]);
    expect((await askUdp(at, ME, query('renamed')))?.answers).toHaveLength(1);
  });

  it('gives each holder of a shared alias its turn', async () => {
    const { server, at } = await serve();
    const others = ['10.0.0.3', '10.0.0.4'].map((v4) => ({ ...web, container: v4, v4 }));
    server.set([web, ...others], [asker()]);
    const firsts: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      const [first] = (await askUdp(at, ME, query('web')))?.answers ?? [];
      firsts.push(first);
    }
    expect(new Set(firsts.map((first) => JSON.stringify(first)))).toHaveLength(3);
  });

  it('refuses whoever is no member, and survives what is no question', async () => {
    const { server, at } = await serve();
    server.set([web], [asker()]);
    expect(await askUdp(at, '127.77.0.66', query('web'))).toMatchObject({ rcode: 'REFUSED' });
    expect(await askTcp(at, '127.77.0.66', query('web')).catch(() => undefined)).toBeUndefined();
    const malformed = encode({ ...query('web'), questions: [] });
    expect(await askUdp(at, ME, malformed)).toMatchObject({ rcode: 'FORMERR', id: 99 });
    expect(await askUdp(at, ME, Buffer.alloc(60_000, 0xff), 100)).toBeUndefined();
    expect((await askUdp(at, ME, query('web')))?.answers).toHaveLength(1);
  });

  it('asks the next server when one is silent, fails or lies, and does not ask the silent one first again', async () => {
    const [silent, failing, lying] = await upstreams(
      () => undefined,
      (asked) => ({ ...answerWith(asked), flags: 2 }),
      (asked) =>
        asked.questions?.[0]?.name === 'x.org'
          ? answerWith(asked, '1.2.3.4')
          : { ...answerWith(asked, '6.6.6.6'), id: 1 },
    );
    const { server, at } = await serve(silent?.port);
    server.set([web], [asker()]);
    expect((await askUdp(at, ME, query('x.org')))?.answers).toMatchObject([{ data: '1.2.3.4' }]);
    expect((await askUdp(at, ME, query('x.org')))?.answers).toMatchObject([{ data: '1.2.3.4' }]);
    expect([silent, failing, lying].map((one) => one?.asked.length)).toEqual([1, 2, 2]);
    expect(await askUdp(at, ME, query('y.org'))).toMatchObject({ rcode: 'SERVFAIL', answers: [] });
  }, 30_000);

  it('fetches over a connection what a server cut off, and hands it on as far as it fits', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `10.9.0.${index}`);
    const [upstream] = await upstreams((asked, by) =>
      by === 'udp' ? { ...answerWith(asked, '10.9.0.0'), flags: 0x200 } : answerWith(asked, ...many),
    );
    const { server, at } = await serve(upstream?.port);
    server.set([], [asker()]);
    const small = await askUdp(at, ME, query('big.org'));
    expect(small).toMatchObject({ flag_tc: true, answers: [{ data: '10.9.0.0' }] });
    const roomy: Packet = {
      ...query('big.org'),
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 4096,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ],
    };
    expect(await askUdp(at, ME, roomy)).toMatchObject({ flag_tc: false, answers: { length: 60 } });
    expect(upstream?.asked.at(-1)?.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 4096 }]);
    expect((await askTcp(at, ME, query('big.org')))?.answers).toHaveLength(60);
  });

  it('asks nobody outside for a container without a way out', async () => {
    const [upstream] = await upstreams((asked) => answerWith(asked, '1.2.3.4'));
    const { server, at } = await serve(upstream?.port);
    server.set([web], [asker({ external: false })]);
    expect(await askUdp(at, ME, query('x.org'))).toMatchObject({ rcode: 'SERVFAIL' });
    server.set([web], [asker({ external: false, upstream: ['10.77.1.1'] })]);
    expect(await askUdp(at, ME, query('x.org'))).toMatchObject({ rcode: 'SERVFAIL' });
    expect(upstream?.asked).toHaveLength(0);
  });

  it('reads the resolv.conf of the host anew', async () => {
    const [, second] = await upstreams(
      (asked) => answerWith(asked, '1.1.1.1'),
      (asked) => answerWith(asked, '2.2.2.2'),
    );
    const { server, at } = await serve(second?.port);
    server.set([], [asker()]);
    expect((await askUdp(at, ME, query('x.org')))?.answers).toMatchObject([{ data: '1.1.1.1' }]);
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.77.1.2\n');
    await expect
      .poll(async () => (await askUdp(at, ME, query('x.org')))?.answers, { timeout: 3000 })
      .toMatchObject([{ data: '2.2.2.2' }]);
  });

  it('has the same port after a restart, unless somebody took it', async () => {
    const { server, at } = await serve();
    await server.close();
    const again = await serve();
    expect(again.at.port).toBe(at.port);
    await again.server.close();
    const thief = await DnsUpstream.at(BRIDGE, at.port, () => undefined);
    opened.push(thief);
    expect((await serve()).at.port).not.toBe(at.port);
  });
});
