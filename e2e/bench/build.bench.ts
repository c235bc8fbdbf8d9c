import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeContext } from '../fixtures/build-folder.ts';
import { type Contender, withContenders } from './contenders.ts';
import { interleaved, printTable } from './figures.ts';

const WARM_ROUNDS = 15;
const COLD_ROUNDS = 5;
const FILES = 50_000;

const folder = await mkdtemp(join(tmpdir(), 'gantry-test-build-'));
try {
  const steps = join(folder, 'steps');
  await writeContext(steps, { Dockerfile: twentySteps(), 'src/a.txt': 'a', 'src/b.txt': 'b' });
  const many = join(folder, 'many');
  await writeManyFiles(many);
  await withContenders(async (contenders) => {
    const build = (contender: Contender, context: string, ...more: readonly string[]) =>
      docker(contender).text`build -q ${more} ${context}`;
    printTable(
      'docker build of 20 steps, nothing changed (at most 0.30)',
      await interleaved(contenders, WARM_ROUNDS, (contender) => build(contender, steps)),
    );
    printTable(
      'docker build of 20 steps without cache (at most 0.80)',
      await interleaved(contenders, COLD_ROUNDS, (contender) => build(contender, steps, '--no-cache')),
    );
    printTable(
      `docker build of a context of ${FILES} files, nothing changed`,
      await interleaved(contenders, 3, (contender) => build(contender, many)),
    );
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

function docker({ client }: Contender) {
  return client.docker.with({ limitMs: 300_000, env: { DOCKER_BUILDKIT: '0' } });
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

async function writeManyFiles(context: string): Promise<void> {
  for (let index = 0; index < FILES; index++) {
    const parent = join(context, 'src', String(index % 500));
    if (index < 500) await mkdir(parent, { recursive: true });
    await writeFile(join(parent, String(index)), `content of ${index}\n`);
  }
  await writeFile(join(context, 'Dockerfile'), 'FROM busybox\nCOPY src /src\n');
}
