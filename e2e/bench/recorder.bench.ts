import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withContenders } from './contenders.ts';
import { cpuMillisecondsOf } from './cpu-time.ts';
import { printTable } from './figures.ts';

const CONTAINERS = 50;
/** Several samples of the recorder, which takes one every ten seconds. */
const SECONDS = 60;

await withContenders(async (contenders) => {
  const empty = await idle(contenders);
  printTable(
    'processor time of the engine, and of what it started, without containers, of one core',
    empty,
    '%',
  );
  for (const { client } of contenders)
    for (let made = 0; made < CONTAINERS; made++)
      await client.docker.text`run -d --network none busybox sleep 3600`;
  await sleep(12_000);
  printTable(
    `with ${CONTAINERS} running containers, the recorder's samples among it`,
    await idle(contenders),
    '%',
  );
  const [gantry] = contenders;
  if (gantry?.name !== 'gantry') return;
  const looked = new AbortController();
  const look = gantry.client.http.get('/gantry/stats', { signal: looked.signal }).catch(() => undefined);
  printTable('and with somebody who reads /gantry/stats', await idle([gantry]), '%');
  looked.abort();
  await look;
  const memory = await Promise.all(
    contenders.map(
      async ({ name, pid }): Promise<[string, number[]]> => [name, [await residentMegabytes(pid)]],
    ),
  );
  printTable('memory of its process', new Map(memory), 'MB');
});

async function idle(
  contenders: readonly { readonly name: string; readonly pid: number }[],
): Promise<Map<string, number[]>> {
  const before = await Promise.all(contenders.map(({ pid }) => cpuMillisecondsOf(pid)));
  await sleep(SECONDS * 1000);
  const after = await Promise.all(contenders.map(({ pid }) => cpuMillisecondsOf(pid)));
  return new Map(
    contenders.map(({ name }, index) => [
      name,
      [(((after[index] ?? 0) - (before[index] ?? 0)) / 1000 / SECONDS) * 100],
    ]),
  );
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
