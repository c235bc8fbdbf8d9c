import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../fixtures/engine.ts';
import { NetworkNamespace } from '../fixtures/network-namespace.ts';
import { Random } from '../fixtures/random.ts';
import { type FuzzRequest, someRequest } from './grammar.ts';
import { complaintOf } from './judge.ts';
import { send, wireText } from './send.ts';
import { shrunk } from './shrink.ts';
import { restock } from './stock.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Ends when the engine has worked so long. */
  readonly cpuSeconds: number;
  /** Ends by the clock, whatever the engine did. */
  readonly seconds: number;
  readonly tell?: (line: string) => void;
  /** Goes on after a complaint, and collects them by route. */
  readonly keepGoing?: boolean;
}

const LANES = 4;
/** After so many requests what they made is taken away. */
const BATCH = 150;
const MOST_RESIDENT_MB = 450;

/** Sends an engine of its own requests until the time is over; answers what is wrong with its answers. */
export async function fuzz(
  options: FuzzOptions,
): Promise<{ requests: number; complaints: readonly string[] }> {
  const { seed, cpuSeconds, seconds, tell = () => undefined } = options;
  const random = new Random(seed);
  await using namespace = await NetworkNamespace.open('10.99.0.1/24');
  await using engine = await Engine.running({ namespace });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const folder = join(engine.home.folder, 'shared');
  await mkdir(folder);
  const until = Date.now() + seconds * 1000;
  const complaints = new Map<string, string>();
  const statuses = new Map<number, number>();
  let requests = 0;
  const isOver = async () =>
    Date.now() > until ||
    (complaints.size > 0 && options.keepGoing !== true) ||
    (await cpuOf(engine.pid)) > cpuSeconds;

  while (!(await isOver())) {
    const stock = await restock(engine, folder);
    const recent: FuzzRequest[] = [];
    const lane = async (own: Random) => {
      for (let count = 0; count < BATCH / LANES && Date.now() < until; count += 1) {
        const request = someRequest(own, stock);
        recent.push(request);
        requests += 1;
        await tryOut(engine, request, { complaints, statuses, tell });
      }
    };
    await Promise.all(Array.from({ length: LANES }, () => lane(random.fork())));
    const megabytes = await residentOf(engine.pid);
    if (megabytes > MOST_RESIDENT_MB) complaints.set('memory', `the engine has ${megabytes} MB`);
    const { status } = await engine.http.get('/_ping').catch(() => ({ status: 0 }));
    if (status !== 200) {
      const last = recent.slice(-12).map((request) => wireText(request).slice(0, 400));
      complaints.set(
        'dead',
        `the engine does not answer any more; the last requests:\n${last.join('\n---\n')}\n${engine.log.slice(-3000)}`,
      );
      break;
    }
    tell(
      `${requests} requests, ${(await cpuOf(engine.pid)).toFixed(0)} s of the engine, ${megabytes} MB; ${[
        ...statuses,
      ]
        .sort(([a], [b]) => a - b)
        .map(([code, count]) => `${code}: ${count}`)
        .join(', ')}`,
    );
  }
  return { requests, complaints: [...complaints.values()] };
}

async function tryOut(
  engine: Engine,
  request: FuzzRequest,

  to: { complaints: Map<string, string>; statuses: Map<number, number>; tell: (line: string) => void },
): Promise<void> {
  const { socket } = engine.home;
  const outcome = await send(socket, request).catch((error: unknown) => ({
    status: 0,
    text: String(error),
    isLate: false,
  }));
  to.statuses.set(outcome.status, (to.statuses.get(outcome.status) ?? 0) + 1);
  const complaint = complaintOf(request, outcome);
  if (complaint === undefined) return;
  const key = `${request.method} ${request.route} ${complaint.replaceAll(/[0-9a-f]{6,}|\d+/g, '#').slice(0, 120)}`;
  if (to.complaints.has(key)) return;
  to.complaints.set(key, '');
  const least = await shrunk(request, async (smaller) => {
    const again = await send(socket, smaller).catch(() => undefined);
    return again !== undefined && complaintOf(smaller, again) !== undefined;
  });
  const story = `${complaint}\n${wireText(least).slice(0, 2000)}`;
  to.complaints.set(key, story);
  to.tell(`COMPLAINT ${story}`);
}

/** Seconds of a processor that a process has used. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
}
