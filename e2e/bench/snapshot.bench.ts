import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../fixtures/engine.ts';
import { runProgram } from '../fixtures/program.ts';
import { TimeMachine } from '../fixtures/time-machine.ts';
import { millisecondsOf, printTable } from './figures.ts';

const ROUNDS = 10;
/** What `npm run bench` promises for a snapshot of a gigabyte with reflinks. */
const BUDGET_MS = 200;

async function must(command: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

/** Snapshots of a gigabyte in a volume on a fresh xfs, and roll backs of one changed file in it. */
const folder = await mkdtemp(join(tmpdir(), 'gantry-test-bench-'));
const [image, disk] = [join(folder, 'image'), join(folder, 'disk')];
await mkdir(disk);
await must('truncate', ['--size=6G', image]);
await must('mkfs.xfs', ['-q', image]);
await must('mount', ['-o', 'loop', image, disk]);
try {
  const home = {
    folder,
    dataRoot: join(disk, 'data'),
    execRoot: join(folder, 'exec'),
    socket: join(folder, 's'),
  };
  await mkdir(join(folder, 'docker-config'));
  const engine = new Engine(home);
  await engine.start();
  try {
    await engine.loadImage({ tags: ['busybox:latest'] });
    const { docker, http } = engine;
    const machine = new TimeMachine(http);
    const fill = 'for i in 1 2 3 4; do dd if=/dev/urandom of=/data/$i bs=1M count=256; done 2>&-; sync';
    await docker.text`run -d --name user -v data:/data busybox sleep 86400`;
    await docker.text`exec user sh -c ${fill}`;
    const taking: number[] = [];
    const rolling: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      let kept = { id: '', method: '', note: '' };
      const took = await millisecondsOf(async () => {
        kept = await machine.take('data');
      });
      if (kept.method !== 'reflink') throw new Error(`the snapshot was taken by ${kept.method}`);
      await docker.text`exec user sh -c ${'echo changed > /data/1'}`;
      const rolled = await millisecondsOf(() => machine.rollBack('data', kept));
      if (round === 0) continue;
      taking.push(took);
      rolling.push(rolled);
    }
    printTable(
      `a snapshot of 1 GB with reflinks, on xfs (budget ${BUDGET_MS} ms)`,
      new Map([['gantry', taking]]),
    );
    printTable('its roll back with one file of 256 MB changed', new Map([['gantry', rolling]]));
    await engine.removeContainers();
  } finally {
    await engine.stop();
  }
} finally {
  await must('umount', ['-R', disk]);
  await rm(folder, { recursive: true, force: true });
}
