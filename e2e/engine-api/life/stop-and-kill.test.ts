import { expect, test } from '../../fixtures/engine-test.ts';

/** A process that says which signals it got and stays. */
const STUBBORN = 'trap "echo TERM" TERM; trap "echo HUP" HUP; echo ready; while :; do sleep 0.05; done';

test('stop asks, waits as long as -t says, then kills', async ({ docker }) => {
  await docker`run -d --name stubborn busybox sh -c ${STUBBORN}`;
  await expect.poll(() => docker.text`logs stubborn`).toBe('ready');
  const begun = Date.now();
  await docker`stop -t 1 stubborn`;
  expect(Date.now() - begun).toBeGreaterThan(900);
  expect(Date.now() - begun).toBeLessThan(6000);
  expect(await docker.text`logs stubborn`).toBe('ready\nTERM');
  expect(await docker.text`inspect -f {{.State.ExitCode}} stubborn`).toBe('137');
});

test('stop of a process that obeys does not wait', async ({ docker }) => {
  await docker`run -d --name obeys busybox sh -c ${'trap "exit 8" TERM; echo ready; while :; do sleep 0.05; done'}`;
  await expect.poll(() => docker.text`logs obeys`).toBe('ready');
  const begun = Date.now();
  await docker`stop obeys`;
  expect(Date.now() - begun).toBeLessThan(5000);
  expect(await docker.text`inspect -f {{.State.ExitCode}} obeys`).toBe('8');
});

test('--stop-timeout is the grace period when stop names none', async ({ docker }) => {
  await docker`run -d --name limited --stop-timeout 1 busybox sh -c ${STUBBORN}`;
  const begun = Date.now();
  await docker`stop limited`;
  expect(Date.now() - begun).toBeLessThan(6000);
});

test('kill ends at once, and the exit code tells the signal', async ({ docker }) => {
  await docker`run -d --name killed busybox sleep 600`;
  await docker.text`kill killed`;
  await expect
    .poll(() => docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}}'} killed`)
    .toBe('exited 137');
});

test('kill -s sends any signal by name or number', async ({ docker }) => {
  await docker`run -d --name listening busybox sh -c ${STUBBORN}`;
  await expect.poll(() => docker.text`logs listening`).toBe('ready');
  await docker.text`kill -s HUP listening`;
  await expect.poll(() => docker.text`logs listening`).toBe('ready\nHUP');
  await docker.text`kill -s SIGTERM listening`;
  await expect.poll(() => docker.text`logs listening`).toBe('ready\nHUP\nTERM');
  await docker.text`kill -s 1 listening`;
  await expect.poll(() => docker.text`logs listening`).toBe('ready\nHUP\nTERM\nHUP');
});

test('kill of what does not run and of an unknown signal are refused', async ({ docker }) => {
  await docker`run -d --name here busybox sleep 600`;
  expect((await docker`kill -s NOSIG here`).stderr).toMatch(/invalid signal: NOSIG/i);
  await docker`kill here`;
  await docker`wait here`;
  expect((await docker`kill here`).stderr).toMatch(/is not running/);
});

test('stop and kill reach a paused container', async ({ docker }) => {
  await docker`run -d --name frozen busybox sleep 600`;
  await docker`pause frozen`;
  await docker.text`stop -t 1 frozen`;
  expect(await docker.text`inspect -f {{.State.Status}} frozen`).toBe('exited');
});

test('stop of several containers ends them side by side', async ({ docker }) => {
  const names = ['one', 'two', 'three', 'four'];
  for (const name of names) await docker`run -d --name ${name} busybox sh -c ${STUBBORN}`;
  const begun = Date.now();
  await docker.text`stop -t 2 ${names}`;
  expect(Date.now() - begun).toBeLessThan(7000);
});
