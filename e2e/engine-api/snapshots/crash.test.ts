import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tarOf } from '../../fixtures/busybox-image.ts';
import { type Engine, leftBelow } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { TimeMachine } from '../../fixtures/time-machine.ts';

const FILES = 2000;
const CONTENT = 'cat /data/f* | sort | uniq -c';

test('a roll back that is killed in the middle is finished at the next start', async ({ ownEngine }) => {
  test.setTimeout(240_000);
  const { docker, http } = ownEngine;
  await fill(ownEngine, 'one');
  const kept = await new TimeMachine(http).take('data');
  await fill(ownEngine, 'two');
  await docker.text`exec user sh -c ${'mkdir /data/junk; rm /data/f1 /data/f2'}`;
  const asked = http.post(`/gantry/volumes/data/snapshots/${kept.id}/rollback`).catch(() => undefined);
  await killedWith(ownEngine, 'journal.json');
  await asked;
  // It was in the middle: what is still to be put in place lies ready.
  expect(readdirSync(workFolder(ownEngine) ?? '')).toContain('journal.json');
  await ownEngine.start();
  expect(await docker.text`exec user sh -c ${CONTENT}`).toBe(`${FILES} one`);
  expect(await docker.text`exec user sh -c ${'ls -d /data/junk 2>&1; ls /data | wc -l'}`).toMatch(
    new RegExp(`No such file.*\\n${FILES}$`),
  );
  await isTidy(ownEngine);
});

test('an import that is killed in the middle is finished, and one that is killed before leaves all as it was', async ({
  ownEngine,
}) => {
  test.setTimeout(240_000);
  const { docker, http } = ownEngine;
  await fill(ownEngine, 'one');
  const large = await tarOf((tar) => {
    tar.entry({ name: 'zeros' }, Buffer.alloc(200_000_000));
  });
  const sending = http.post('/gantry/volumes/data/import', { body: large }).catch(() => undefined);
  await killedWith(ownEngine, 'tree/zeros');
  await sending;
  await ownEngine.start();
  expect(await docker.text`exec user sh -c ${CONTENT}`).toBe(`${FILES} one`);
  await isTidy(ownEngine);

  const many = await tarOf((tar) => {
    for (let i = 1; i <= FILES; i += 1) tar.entry({ name: `f${i}` }, 'two\n');
  });
  const importing = http.post('/gantry/volumes/data/import', { body: many }).catch(() => undefined);
  await killedWith(ownEngine, 'journal.json');
  await importing;
  expect(readdirSync(workFolder(ownEngine) ?? '')).toContain('journal.json');
  await ownEngine.start();
  expect(await docker.text`exec user sh -c ${CONTENT}`).toBe(`${FILES} two`);
  await isTidy(ownEngine);
  const [before] = await new TimeMachine(http).list('data');
  expect(before?.note).toBe('Before an import');
});

test('a snapshot that is killed while it copies is none, and what copied ends with the engine', async ({
  ownEngine,
}) => {
  test.setTimeout(240_000);
  const { docker, http, home } = ownEngine;
  await docker.text`run -d --name user -v data:/data busybox sh -c ${'dd if=/dev/zero of=/data/large bs=1M count=600 2>&-; sleep 600'}`;
  await expect.poll(() => docker.text`exec user ls -s /data/large`, { timeout: 60_000 }).toMatch(/^6\d{5} /);
  const asked = http.post('/gantry/volumes/data/snapshots').catch(() => undefined);
  const snapshots = join(volumeFolder(ownEngine), 'snapshots');
  const isCopying = () =>
    existsSync(snapshots) && readdirSync(snapshots).some((name) => existsSync(join(snapshots, name, 'data')));
  await expect.poll(isCopying, { intervals: [2], timeout: 90_000 }).toBe(true);
  await ownEngine.crash();
  await asked;
  await expect
    .poll(async () => (await leftBelow(home)).filter((left) => left.includes('cp --archive')))
    .toEqual([]);
  await ownEngine.start();
  await isTidy(ownEngine);
  expect(await new TimeMachine(http).list('data')).toEqual([]);
});

/** Writes the files of the volume, by a container that goes on using it. */
async function fill({ docker }: Engine, content: string): Promise<void> {
  const running = await docker.text`ps -q -f name=user`;
  if (running === '') await docker.text`run -d --name user -v data:/data busybox sleep 600`;
  await docker.text`exec user sh -c ${`for i in $(seq ${FILES}); do echo ${content} > /data/f$i; done`}`;
}

function volumeFolder({ home }: Engine): string {
  return join(home.dataRoot, 'volumes/data');
}

function workFolder(engine: Engine): string | undefined {
  const name = readdirSync(volumeFolder(engine)).find((found) => found.startsWith('.work-'));
  return name === undefined ? undefined : join(volumeFolder(engine), name);
}

/** Kills the engine as soon as `path` is in the folder where a change is made ready. */
async function killedWith(engine: Engine, path: string): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(1)) {
    const work = workFolder(engine);
    if (work !== undefined && existsSync(join(work, path))) return await engine.crash();
  }
  throw new Error(`the engine made no ${path}`);
}

/** Nothing is left of what was interrupted. */
async function isTidy(engine: Engine): Promise<void> {
  const names = () => readdirSync(volumeFolder(engine)).filter((name) => name.startsWith('.'));
  await expect.poll(names).toEqual([]);
  const half = () => {
    const folder = join(volumeFolder(engine), 'snapshots');
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.')) : [];
  };
  await expect.poll(half).toEqual([]);
}
