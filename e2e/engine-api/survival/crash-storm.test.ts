import { setTimeout as sleep } from 'node:timers/promises';
import { busyboxArchive } from '../../fixtures/busybox-image.ts';
import { type Engine, leftBelow } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

/** The storm of `npm run faults` has more of them. */
const ROUNDS = 6;
const LONGEST_MS = 700;

test('an engine killed at any moment of its work comes back consistent', async ({ ownEngine }) => {
  test.setTimeout(240_000);
  const archive = await busyboxArchive({ tags: ['loaded:1'], files: [{ path: 'own', content: 'own' }] });
  for (let round = 0; round < ROUNDS; round++) {
    const moment = Math.round(Math.random() * LONGEST_MS);
    await test.step(`round ${round + 1}: killed after ${moment} ms`, async () => {
      const work = keepBusy(ownEngine, archive);
      await sleep(moment);
      await ownEngine.crash();
      await work;
      await ownEngine.start();
      await isConsistent(ownEngine);
      await ownEngine.removeContainers();
      await holdsNothing(ownEngine);
    });
  }
});

/** Creates, starts, ends, removes and loads side by side until the engine is gone. */
async function keepBusy({ docker }: Engine, archive: Buffer): Promise<void> {
  await Promise.all([
    docker`run -d busybox sleep 600`,
    docker`run --rm busybox true`,
    docker`create busybox true`,
    docker.with({ input: archive })`load -q`.then(() => docker`rmi -f loaded:1`),
  ]);
}

/** Whatever is listed can be looked at, its state is true, and new work succeeds. */
async function isConsistent(engine: Engine): Promise<void> {
  const { docker, home } = engine;
  const ids = (await docker.text`ps -aq --no-trunc`).split('\n').filter((id) => id !== '');
  for (const id of ids) {
    const [status, pid] = (await docker.text`inspect -f ${'{{.State.Status}} {{.State.Pid}}'} ${id}`).split(
      ' ',
    );
    expect(['created', 'running', 'exited']).toContain(status);
    if (status === 'running') expect(() => process.kill(Number(pid), 0)).not.toThrow();
  }
  const running = (await docker.text`ps -q --no-trunc`).split('\n').filter((id) => id !== '');
  const strays = (await leftBelow(home)).filter(
    (thing) => /[0-9a-f]{64}/.test(thing) && !running.some((id) => thing.includes(id)),
  );
  expect(strays).toEqual([]);
  const images = (await docker.text`images -q --no-trunc`).split('\n');
  for (const image of images) await docker.text`run --rm ${image} true`;
}

async function holdsNothing({ home }: Engine): Promise<void> {
  const ofContainers = async () => (await leftBelow(home)).filter((thing) => /[0-9a-f]{64}/.test(thing));
  await expect.poll(ofContainers).toEqual([]);
}
