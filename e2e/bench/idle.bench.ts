import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withContenders } from './contenders.ts';
import { printTable } from './figures.ts';

const CONTAINERS = 50;
/** Several samples of the recorder. */
const SECONDS = 60;
/** After work, Node takes a good minute to give memory back and to compile what turned out to be used often; that is not idling yet. */
const SETTLE_MS = 120_000;
const TICKS_PER_SECOND = 100;

await withContenders(async (contenders) => {
  for (const { client } of contenders)
    for (let made = 0; made < CONTAINERS; made++)
      await client.docker.text`run -d --network none busybox sleep 3600`;
  await sleep(SETTLE_MS);
  const before = await Promise.all(contenders.map(({ pid }) => cpuTicks(pid)));
  await sleep(SECONDS * 1000);
  const after = await Promise.all(contenders.map(({ pid }) => cpuTicks(pid)));
  const percent = contenders.map(({ name }, index): [string, number[]] => {
    const ticks = (after[index] ?? 0) - (before[index] ?? 0);
    return [name, [(ticks / TICKS_PER_SECOND / SECONDS) * 100]];
  });
  printTable(
    `processor time of the idle engine with ${CONTAINERS} running containers`,
    new Map(percent),
    '%',
  );
  const memory = await Promise.all(
    contenders.map(
      async ({ name, pid }): Promise<[string, number[]]> => [name, [await residentMegabytes(pid)]],
    ),
  );
  printTable('memory of its process', new Map(memory), 'MB');
});

/** Clock ticks that a process has spent so far (proc(5), /proc/PID/stat). */
async function cpuTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user ?? 0) + (system ?? 0);
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
