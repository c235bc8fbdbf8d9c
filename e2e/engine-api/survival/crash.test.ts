import { access } from 'node:fs/promises';
import type { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const COUNTER = 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done';

const statusOf = (engine: Engine, name: string) =>
  engine.docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}}'} ${name}`;

/** Starts a container that ends by itself after a second, and gives the process that will be gone then. */
async function startShort(
  engine: Engine,
  name: string,
  options: readonly string[],
  code: number,
): Promise<number> {
  await engine.docker
    .text`run -d --name ${name} ${options} busybox sh -c ${`sleep 1; echo bye; exit ${code}`}`;
  return Number(await engine.docker.text`inspect -f {{.State.Pid}} ${name}`);
}

const isGone = (pid: number) =>
  access(`/proc/${pid}`).then(
    () => false,
    () => true,
  );

test('containers that go on are found running, with the process that they had', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name counting busybox sh -c ${COUNTER}`;
  await docker.text`run -d --name frozen busybox sh -c ${COUNTER}`;
  await docker.text`pause frozen`;
  const facts = '{{.State.Status}} {{.State.Pid}} {{.State.StartedAt}}';
  const before = await docker.text`inspect -f ${facts} counting frozen`;
  await ownEngine.crash();
  await ownEngine.start();
  expect(await docker.text`inspect -f ${facts} counting frozen`).toBe(before);
  await docker.text`unpause frozen`;
  await docker.text`stop -t 0 counting frozen`;
  expect(await statusOf(ownEngine, 'counting')).toBe('exited 137');
});

test('exit codes of containers that ended while no engine ran are known', async ({ ownEngine }) => {
  const plain = await startShort(ownEngine, 'plain', [], 7);
  const removed = await startShort(ownEngine, 'removed', ['--rm'], 0);
  const always = await startShort(ownEngine, 'always', ['--restart', 'always'], 3);
  const twice = await startShort(ownEngine, 'twice', ['--restart', 'on-failure:1'], 4);
  await ownEngine.crash();
  for (const pid of [plain, removed, always, twice]) await expect.poll(() => isGone(pid)).toBe(true);
  const endedBefore = Date.now();
  await ownEngine.start();

  const { docker } = ownEngine;
  expect(await statusOf(ownEngine, 'plain')).toBe('exited 7');
  expect(Date.parse(await docker.text`inspect -f {{.State.FinishedAt}} plain`)).toBeLessThan(endedBefore);
  expect(await docker.text`logs plain`).toBe('bye');
  await expect.poll(() => docker.text`ps -aq --filter name=removed`).toBe('');
  await expect
    .poll(async () => Number(await docker.text`inspect -f {{.RestartCount}} always`))
    .toBeGreaterThan(0);
  await expect.poll(() => statusOf(ownEngine, 'twice'), { timeout: 20_000 }).toBe('exited 4');
  expect(await docker.text`logs twice`).toBe('bye\nbye');
});

test('a log is whole across a crash: nothing lost, nothing twice', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name counting busybox sh -c ${COUNTER}`;
  await using cut = docker.start`logs -f counting`;
  await cut.stdout.until('\n10\n');
  await ownEngine.crash();
  await cut.ended;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await ownEngine.start();

  await using following = docker.start`logs -f counting`;
  const last = Number((await docker.text`logs --tail 1 counting`).trim());
  expect(last).toBeGreaterThan(25);
  await following.stdout.until(`\n${last + 10}\n`);
  await docker.text`kill counting`;
  const { stdout } = await following.ended;
  const numbers = stdout.trim().split('\n').map(Number);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_value, index) => index + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(last + 10);
  expect(stdout.startsWith(cut.stdout.text)).toBe(true);
});

test('attach reaches a shell that an earlier engine started, both ways, and so does exec', async ({
  ownEngine,
}) => {
  const { docker } = ownEngine;
  await docker.text`run -d -it --name shell busybox sh`;
  await docker.text`run -d -i --name piped busybox cat`;
  await using before = docker.terminal`attach shell`;
  await before.ask('kept=from-before; echo "kept $kept"', 'kept from-before');
  await ownEngine.crash();
  await before.ended;
  await ownEngine.start();

  await using after = docker.terminal`attach shell`;
  await after.ask('echo value=$kept', 'value=from-before');
  after.resize(101, 31);
  await expect(async () => {
    after.type('stty size\r');
    await after.screen.until('31 101', 500);
  }).toPass({ timeout: 10_000 });
  await using piped = docker.with({ keepInput: true }).start`attach piped`;
  piped.write('typed after the crash\n');
  await piped.stdout.until('typed after the crash\n');
  expect(await docker.text`exec shell sh -c ${'echo exec works; exit 0'}`).toBe('exec works');
  after.type('exit 5\r');
  expect(await after.ended).toBe(5);
  expect(await statusOf(ownEngine, 'shell')).toBe('exited 5');
});

test('an exec of a killed engine does not hold its container', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name host busybox sleep 600`;
  await docker.text`exec -d host sleep 611`;
  await ownEngine.crash();
  await ownEngine.start();
  await docker.text`stop -t 0 host`;
  expect(await statusOf(ownEngine, 'host')).toBe('exited 137');
  await docker.text`start host`;
  expect(await docker.text`top host`).not.toContain('sleep 611');
});

test('SIGTERM stops the engine and no container, and names stay taken', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name staying busybox sleep 600`;
  const pid = Number(await docker.text`inspect -f {{.State.Pid}} staying`);
  expect(await ownEngine.stop()).toMatchObject({ code: 0 });
  expect(await isGone(pid)).toBe(false);
  await ownEngine.start();
  expect(await statusOf(ownEngine, 'staying')).toBe('running 0');
  expect((await docker`create --name staying busybox true`).stderr).toContain('is already in use');
});
