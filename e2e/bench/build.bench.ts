import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeContext } from '../fixtures/build-folder.ts';
import { type Contender, withContenders } from './contenders.ts';
import { interleaved, millisecondsOf, printTable } from './figures.ts';

const WARM_ROUNDS = 15;
const COLD_ROUNDS = 3;
const FILES = 50_000;

const folder = await mkdtemp(join(tmpdir(), 'gantry-test-build-'));
try {
  const steps = join(folder, 'steps');
  await writeContext(steps, { Dockerfile: twentySteps(), 'src/a.txt': 'a', 'src/b.txt': 'b' });
  const twenty = tarOf(steps);
  const many = await archiveOfManyFiles(join(folder, 'many'));
  await withContenders(async (contenders) => {
    printTable(
      'POST /build of 20 steps, nothing changed (at most 0.30)',
      await interleaved(contenders, WARM_ROUNDS, (contender) => build(contender, twenty)),
    );
    printTable(
      'POST /build of 20 steps without cache (at most 0.80)',
      await interleaved(contenders, COLD_ROUNDS, (contender) => build(contender, twenty, '&nocache=1')),
    );
    const [ours] = contenders;
    if (ours === undefined) return;
    const first = await millisecondsOf(() => build(ours, many));
    const again: number[] = [];
    for (let round = 0; round < 5; round++) again.push(await millisecondsOf(() => build(ours, many)));
    printTable(`POST /build of ${FILES} files, the first time`, new Map([['gantry', [first]]]));
    printTable('and again, nothing changed (at most 2000 ms)', new Map([['gantry', again]]));
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Without the client, whose start takes longer than a build that is all in the cache. */
async function build({ client }: Contender, context: Buffer, more = ''): Promise<void> {
  const headers = { 'content-type': 'application/x-tar' };
  const { text } = await client.http.post(`/build?q=1${more}`, { body: context, headers });
  if (!/sha256:[0-9a-f]{64}/.test(text)) throw new Error(`the build failed: ${text}`);
}

/** Commands, files and configuration, as in a usual Dockerfile. */
function twentySteps(): string {
  const groups = Array.from(
    { length: 4 },
    (_, index) => `ENV NUMBER=${index}
RUN echo ${index} > /file${index}
COPY src /src${index}
LABEL part${index}=yes
`,
  );
  return `FROM busybox\nWORKDIR /app\n${groups.join('')}EXPOSE 80\nCMD ["true"]\n`;
}

async function archiveOfManyFiles(context: string): Promise<Buffer> {
  for (let index = 0; index < FILES; index++) {
    const parent = join(context, 'src', String(index % 500));
    if (index < 500) await mkdir(parent, { recursive: true });
    await writeFile(join(parent, String(index)), `content of ${index}\n`);
  }
  await writeFile(join(context, 'Dockerfile'), 'FROM busybox\nCOPY src /src\n');
  return tarOf(context);
}

function tarOf(context: string): Buffer {
  return execFileSync('tar', ['-cC', context, '.'], { maxBuffer: 2 ** 30 });
}
