import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { HostPortState } from '../api/types/host-port.ts';
import type { FirewallState, PublishedPort } from '../networks/firewall/state.ts';
import { endHolder } from '../networks/holder/keeper.ts';
import type { PortWish } from '../networks/ports/port-wish.ts';
import type { PortTarget } from '../networks/ports/ports.ts';

/** Runs a program in a namespace. */
const ENTER = 'nsenter';
const ENGINE = resolve(import.meta.dirname, '..');
const BUNDLE = resolve(ENGINE, '../.build/test-network');
const PEER = resolve(import.meta.dirname, 'network-peer.fixture.mjs');

const LOAD = resolve(import.meta.dirname, 'http-load.fixture.mjs');

/** What came of a load: requests on connections that are kept, and on one of its own for each. */
export interface LoadResult {
  readonly kept: number;
  readonly fresh: number;
  /** The codes of the errors. */
  readonly keptFailures: readonly string[];
  readonly freshFailures: readonly string[];
}

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine in a network of its own: namespaces for it, for its containers, and for a neighbour outside. */
export class NetworkLab implements AsyncDisposable {
  readonly #name: string;
  readonly #spaces: string[] = [];
  readonly #children: ChildProcess[] = [];
  readonly folder: string;
  readonly instance: string;
  #links = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.instance = randomBytes(4).toString('hex');
    this.#name = `gantry-test-${this.instance}`;
  }

  /** The machine has 10.99.0.1 and fd99::1, its neighbour `outside` 10.99.0.2 and fd99::2. */
  static async open(): Promise<NetworkLab> {
    await bundleParts();
    const lab = new NetworkLab(await mkdtemp(join(tmpdir(), 'gantry-test-network-')));
    await lab.#space('host');
    await lab.#space('outside');
    await lab.#cable('host', 'eth0', 'outside', 'eth0');
    for (const [space, number] of [
      ['host', 1],
      ['outside', 2],
    ] as const) {
      await lab.ip(space, `address add 10.99.0.${number}/24 dev eth0`);
      await lab.ip(space, `address add fd99::${number}/64 dev eth0 nodad`);
    }
    return lab;
  }

  /** Makes a bridge with the first addresses of these prefixes, such as `172.30.1` and `fd01`. */
  async bridge(name: string, v4: string, v6?: string): Promise<void> {
    await this.ip('host', `link add ${name} type bridge`);
    await this.ip('host', `address add ${v4}.1/24 dev ${name}`);
    if (v6 !== undefined) await this.ip('host', `address add ${v6}::1/64 dev ${name} nodad`);
    await this.ip('host', `link set ${name} up`);
  }

  /** A namespace on a bridge, in which a peer answers on TCP 80 and UDP 53. */
  async container(
    name: string,
    { bridge, v4, v6, isolated = false }: { bridge: string; v4: string; v6?: string; isolated?: boolean },
  ): Promise<void> {
    await this.#space(name);
    const port = await this.#cable(name, 'eth0', 'host', undefined);
    await this.ip('host', `link set ${port} master ${bridge}`);
    if (isolated) await this.ip('host', `link set ${port} type bridge_slave isolated on`);
    await this.ip(name, `address add ${v4}/24 dev eth0`);
    await this.ip(name, `route add default via ${v4.replace(/\d+$/, '1')}`);
    if (v6 !== undefined) {
      await this.ip(name, `address add ${v6}/64 dev eth0 nodad`);
      await this.ip(name, `route add default via ${v6.replace(/::.*/, '::1')}`);
    }
    await this.peer(name, name, 80, 53);
  }

  /** Answers in a namespace: on a TCP port, HTTP on the next, and a UDP port. */
  async peer(space: string, name: string, tcp: number, udp: number): Promise<void> {
    const peer = this.start(space, process.execPath, PEER, name, String(tcp), String(udp));
    if (peer.stdout !== null) await once(peer.stdout, 'data');
  }

  /** Starts a program in a namespace; it is killed with the lab. */
  start(space: string, command: string, ...args: string[]): ChildProcess {
    const child = spawn(ENTER, [`--net=${this.path(space)}`, command, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    return child;
  }

  /** Starts asking a URL from a namespace, over and over; the answer ends it and tells how it went. */
  async load(space: string, url: string): Promise<() => Promise<LoadResult>> {
    const child = this.start(space, process.execPath, LOAD, url);
    if (child.stdout === null) throw new Error('it has no output');
    const lines = createInterface({ input: child.stdout });
    await once(lines, 'line');
    return async () => {
      const last = once(lines, 'line');
      child.stdin?.end();
      return JSON.parse(String((await last)[0])) as LoadResult;
    };
  }

  /** Runs a program in a namespace to its end, whatever its exit code. */
  async run(space: string, command: string, ...args: readonly string[]): Promise<Ended> {
    return await ran(ENTER, [`--net=${this.path(space)}`, command, ...args]);
  }

  /** What a TCP server says first; '' when it cannot be reached within a second. */
  async greeting(space: string, address: string, port: number): Promise<string> {
    const script = `busybox timeout 3 busybox nc -w 1 ${address} ${port} </dev/null | head -n 1`;
    return (await this.run(space, 'sh', '-c', script)).stdout.trim();
  }

  /** What a UDP server answers to `hi`; '' when nothing comes within a second. */
  async datagram(space: string, address: string, port: number): Promise<string> {
    const script = `
      const socket = require('node:dgram').createSocket('${address.includes(':') ? 'udp6' : 'udp4'}');
      socket.on('message', (data) => { console.log(String(data)); process.exit(); });
      socket.on('error', () => undefined);
      socket.send('hi', ${port}, '${address}');
      setTimeout(() => process.exit(), 1000);`;
    return (await this.run(space, process.execPath, '-e', script)).stdout.trim();
  }

  async ip(space: string, command: string): Promise<void> {
    must(`ip ${command}`, await ran('ip', ['-n', this.#full(space), ...command.split(' ')]));
  }

  /** A process with a firewall and ports, in the machine. */
  async parts(): Promise<NetworkParts> {
    const script = join(BUNDLE, 'parts.js');
    const holder = join(BUNDLE, 'holder.js');
    const child = this.start('host', process.execPath, script, this.instance, this.folder, holder);
    return await NetworkParts.of(child);
  }

  path(space: string): string {
    return `/run/netns/${this.#full(space)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = this.#children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(running.map((child) => once(child, 'exit')));
    await endHolder(this.folder);
    for (const space of this.#spaces) await ran('ip', ['netns', 'delete', this.#full(space)]);
    await rm(this.folder, { recursive: true });
  }

  async #space(name: string): Promise<void> {
    must(`ip netns add ${name}`, await ran('ip', ['netns', 'add', this.#full(name)]));
    this.#spaces.push(name);
    await this.ip(name, 'link set lo up');
  }

  /** Connects two namespaces; without a name the far end gets a new one, which is answered. */
  async #cable(one: string, name: string, other: string, otherName: string | undefined): Promise<string> {
    this.#links += 1;
    const far = otherName ?? `veth${this.#links}`;
    await this.ip(one, `link add ${name} type veth peer name ${far} netns ${this.#full(other)}`);
    await this.ip(one, `link set ${name} up`);
    await this.ip(other, `link set ${far} up`);
    return far;
  }

  #full(space: string): string {
    return `${this.#name}-${space}`;
  }
}

/** Calls into the process of `network-parts.fixture.ts`. */
export class NetworkParts {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    (line: { readonly value?: unknown; readonly error?: string }) => void
  >();
  #number = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async of(child: ChildProcess): Promise<NetworkParts> {
    const parts = new NetworkParts(child);
    if (child.stdout === null) throw new Error('it has no output');
    const lines = createInterface({ input: child.stdout });
    await once(lines, 'line');
    lines.on('line', (line) => {
      const answer = JSON.parse(line) as { number: number; value?: unknown; error?: string };
      parts.#waiting.get(answer.number)?.(answer);
    });
    return parts;
  }

  set(state: FirewallState): Promise<void> {
    return this.#call('firewall', 'set', state);
  }

  claim(
    container: string,
    wishes: readonly PortWish[],
    target: PortTarget,
  ): Promise<readonly PublishedPort[]> {
    return this.#call('ports', 'claim', container, wishes, target);
  }

  release(container: string): Promise<void> {
    return this.#call('ports', 'release', container);
  }

  restore(published: readonly PublishedPort[]): Promise<void> {
    return this.#call('ports', 'restore', published);
  }

  published(): Promise<readonly PublishedPort[]> {
    return this.#call('ports', 'published');
  }

  state(port: number, protocol: 'tcp' | 'udp' | 'sctp', address: string): Promise<HostPortState> {
    return this.#call('ports', 'state', port, protocol, address);
  }

  /** As an engine ends when asked to. */
  async close(): Promise<void> {
    await this.#call('ports', 'close');
    await this.#call('firewall', 'close');
    await this.kill();
  }

  /** As an engine ends that is killed. */
  async kill(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }

  async #call<T>(part: 'firewall' | 'ports', method: string, ...args: readonly unknown[]): Promise<T> {
    this.#number += 1;
    const number = this.#number;
    const answer = new Promise<{ readonly value?: unknown; readonly error?: string }>((resolve) =>
      this.#waiting.set(number, resolve),
    );
    this.#child.stdin?.write(`${JSON.stringify({ number, part, method, args })}\n`);
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(error);
    return value as T;
  }
}

async function bundleParts(): Promise<void> {
  await build({
    entryPoints: {
      parts: join(ENGINE, 'testing/network-parts.fixture.ts'),
      holder: join(ENGINE, 'networks/holder/holder.ts'),
    },
    outdir: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
  });
}

function ran(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, [...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}

function must(what: string, { code, stderr }: Ended): void {
  if (code !== 0) throw new Error(`${what}: ${stderr}`);
}
