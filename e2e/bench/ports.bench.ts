import { Dockerd, dockerdIsInstalled } from '../fixtures/dockerd.ts';
import { Engine, type EngineClient } from '../fixtures/engine.ts';
import { NetworkNamespace, programIn } from '../fixtures/network-namespace.ts';
import { Program, runProgram } from '../fixtures/program.ts';
import type { Contender } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Published ports, beside dockerd's: how soon the first packet is answered, and how much goes through. */

const FIRST_PACKET_ROUNDS = 15;
const THROUGHPUT_ROUNDS = 3;
const HOST = '10.77.0.1';

interface PortContender extends Contender {
  readonly namespace: NetworkNamespace;
  readonly knocker: Knocker;
}

/**
 * Knocks at a port inside a namespace until somebody answers with more than a closed door. A process of its own, started
 * beforehand, so that its start is not measured.
 */
class Knocker implements AsyncDisposable {
  readonly #program: Program;
  #answers = 0;

  constructor(namespace: NetworkNamespace) {
    this.#program = programIn(namespace, process.execPath, ['-e', KNOCK], {
      keepInput: true,
      limitMs: 3_600_000,
    });
  }

  async answered(address: string, port: number): Promise<void> {
    this.#answers += 1;
    this.#program.write(`${address} ${port}\n`);
    await this.#program.stdout.until(`answer ${this.#answers}\n`, 30_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]();
  }
}

const KNOCK = `
  const { connect } = require('node:net');
  let count = 0;
  const knock = (host, port) => {
    const socket = connect({ host, port }, () => socket.write('GET / HTTP/1.0\\r\\n\\r\\n'));
    socket.setTimeout(200, () => socket.destroy());
    socket.once('data', () => { console.log('answer ' + ++count); socket.answered = true; socket.destroy(); });
    socket.on('error', () => undefined);
    socket.on('close', () => { if (!socket.answered) setTimeout(knock, 1, host, port); });
  };
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => knock(...line.split(' ')));`;

async function createWeb({ http }: EngineClient, name: string, port: number): Promise<void> {
  const { status, text } = await http.post(`/containers/create?name=${name}`, {
    body: {
      Image: 'busybox:latest',
      Cmd: ['httpd', '-f', '-p', '80'],
      StopSignal: 'KILL',
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostPort: String(port) }] } },
    },
  });
  if (status !== 201) throw new Error(text);
}

async function firstPackets(contenders: readonly PortContender[], address: string): Promise<void> {
  for (const { client } of contenders) {
    for (let round = 0; round <= FIRST_PACKET_ROUNDS; round++) {
      await createWeb(client, `web-${round}`, 8000 + round);
    }
  }
  const figures = await interleaved(
    contenders,
    FIRST_PACKET_ROUNDS,
    async ({ client, knocker }, round) => {
      const { status, text } = await client.http.post(`/containers/web-${round}/start`);
      if (status !== 204) throw new Error(text);
      await knocker.answered(address, 8000 + round);
    },
    async ({ client }) => await client.docker.text`kill ${await running(client)}`,
  );
  printTable(`from the start request to the first answer on ${address}`, figures);
  for (const { client } of contenders) await client.removeContainers();
}

async function running({ docker }: EngineClient): Promise<readonly string[]> {
  return (await docker.text`ps --quiet`).split('\n');
}

/** A sink or a source in the container, asked through its published port for two seconds. */
async function throughput(contenders: readonly PortContender[], address: string): Promise<void> {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { client } of contenders) {
    await client.docker.text`run -d --name stream -p 9000:9000 busybox nc -ll -p 9000 -e cat /dev/zero`;
  }
  for (let round = 0; round < THROUGHPUT_ROUNDS; round++) {
    for (const { name, namespace } of contenders) {
      const read = `busybox timeout 2 busybox nc ${address} 9000 | wc -c`;
      const { stdout } = await programIn(namespace, 'sh', ['-c', read]).ended;
      figures.get(name)?.push(Number(stdout) / 2 / 1e6);
    }
  }
  printTable(`a stream out of a published port of ${address}`, figures, 'MB/s');
  for (const { client } of contenders) await client.removeContainers();
}

/** The same with iperf3, which only needs the container's network. */
async function iperf(contenders: readonly PortContender[], address: string): Promise<void> {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < THROUGHPUT_ROUNDS; round++) {
    for (const { name, namespace, client } of contenders) {
      const { docker } = client;
      await docker.text`run -d --name iperf -p 5201:5201 busybox sleep 3600`;
      const pid = await docker.text`inspect --format {{.State.Pid}} iperf`;
      await using server = new Program('nsenter', [
        `--net=/proc/${pid}/ns/net`,
        'iperf3',
        '-s',
        '--forceflush',
      ]);
      await server.stdout.until('Server listening');
      const words = ['-c', address, '-t', '2', '--json'];
      const { stdout } = await programIn(namespace, 'iperf3', words).ended;
      const { end } = JSON.parse(stdout) as { end: { sum_received: { bits_per_second: number } } };
      figures.get(name)?.push(end.sum_received.bits_per_second / 1e9);
      await docker.text`rm -f iperf`;
    }
  }
  printTable(`iperf3 through a published port of ${address}`, figures, 'Gbit/s');
}

async function withContender(
  name: 'gantry' | 'dockerd',
  measure: (contender: PortContender) => Promise<void>,
): Promise<void> {
  await using namespace = await NetworkNamespace.open(`${HOST}/32`);
  await using client =
    name === 'gantry' ? await Engine.running({ namespace }) : await Dockerd.running(namespace);
  await using knocker = new Knocker(namespace);
  await client.loadImage({ tags: ['busybox:latest'] });
  await measure({ name, client, pid: client.pid, namespace, knocker });
}

async function measure(contenders: readonly PortContender[]): Promise<void> {
  for (const address of [HOST, '127.0.0.1']) await firstPackets(contenders, address);
  const hasIperf = (await runProgram('sh', ['-c', 'command -v iperf3'])).code === 0;
  for (const address of [HOST, '127.0.0.1', '::1']) {
    await (hasIperf ? iperf : throughput)(contenders, address);
  }
}

await unlessStopped(() =>
  withContender('gantry', async (ours) => {
    if (await dockerdIsInstalled()) {
      return await withContender('dockerd', (theirs) => measure([ours, theirs]));
    }
    console.log('dockerd is not installed (Debian has it in docker.io): nothing to compare with.');
    return await measure([ours]);
  }),
);
