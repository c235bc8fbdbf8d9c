import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../fixtures/program.ts';
import { type Contender, withContenders } from './contenders.ts';
import { interleaved, millisecondsOf, printTable } from './figures.ts';
import { PeakMemory } from './peak-memory.ts';

const ROUNDS = 5;
const MEGABYTES = 1000;
const SMALL_FILES = 5000;
const ENTRIES = 100_000;

const folder = await mkdtemp(join(tmpdir(), 'gantry-test-cp-'));
try {
  await runProgram('sh', ['-c', `head -c ${MEGABYTES}M /dev/urandom > ${folder}/large`]);
  await makeSmallFiles();
  await withContenders(async (contenders) => {
    for (const { client } of contenders) await client.docker`run -d --name bench busybox sleep 36000`;
    const [ours] = contenders;
    if (ours === undefined) return;
    const peak = PeakMemory.of(ours.pid);
    await measured(
      `docker cp of ${MEGABYTES} MB into a container`,
      contenders,
      (docker) => docker.text`cp ${`${folder}/large`} bench:/large`,
    );
    await measured(
      `docker cp of ${MEGABYTES} MB out of a container`,
      contenders,
      (docker) => docker.text`cp bench:/large ${`${folder}/back`}`,
    );
    printTable('most memory of the engine meanwhile', new Map([['gantry', [await peak.megabytes()]]]), 'MB');
    await measured(
      `docker cp of ${SMALL_FILES} small files into a container`,
      contenders,
      async (docker, round) => docker.text`cp ${`${folder}/small`} bench:/small${round}`,
    );
    await measured(
      `docker cp of ${SMALL_FILES} small files out of a container`,
      contenders,
      (docker) => docker.text`cp bench:/small0 ${`${folder}/small-back`}`,
    );
    await listing(ours);
    for (const { client } of contenders)
      await client.docker.with({ limitMs: 300_000 })`exec bench sh -c ${'rm -rf /many /small*'}`;
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

type Docker = Contender['client']['docker'];

async function measured(
  title: string,
  contenders: readonly Contender[],
  work: (docker: Docker, round: number) => Promise<unknown>,
): Promise<void> {
  const figures = await interleaved(contenders, ROUNDS, ({ client }, round) =>
    work(client.docker.with({ limitMs: 300_000 }), round),
  );
  printTable(title, figures);
}

async function makeSmallFiles(): Promise<void> {
  for (let index = 0; index < SMALL_FILES; index++) {
    const parent = `${folder}/small/${index % 50}`;
    if (index < 50) await mkdir(parent, { recursive: true });
    await writeFile(`${parent}/${index}`, `content of ${index}\n`.repeat(50));
  }
}

/** The first page of a large folder, as the file browser asks for it; each time something was added before. */
async function listing({ client }: Contender): Promise<void> {
  await client.docker`exec bench sh -c ${`mkdir /many; cd /many; seq 1 ${ENTRIES} | xargs touch`}`;
  const figures = new Map<string, number[]>([['gantry', []]]);
  const path = '/gantry/containers/bench/files?path=/many&limit=200';
  for (let round = 0; round < 10; round++) {
    await client.docker`exec bench touch /many/more${round}`;
    figures.get('gantry')?.push(await millisecondsOf(() => client.http.get(path)));
  }
  printTable(`the first page of a folder with ${ENTRIES} entries (at most 300 ms)`, figures);
  const again = await millisecondsOf(() => client.http.get(`${path}&offset=50000`));
  printTable('a page in the middle of it', new Map([['gantry', [again]]]));
}
