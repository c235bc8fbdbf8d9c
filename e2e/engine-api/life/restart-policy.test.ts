import { expect, test } from '../../fixtures/engine-test.ts';

test('on-failure:N tries again N times and then gives up', async ({ docker }) => {
  await docker`run -d --name failing --restart on-failure:2 busybox sh -c ${'echo try; exit 1'}`;
  await expect
    .poll(() => docker.text`inspect -f ${'{{.State.Status}} {{.RestartCount}}'} failing`, { timeout: 20_000 })
    .toBe('exited 2');
  expect(await docker.text`logs failing`).toBe('try\ntry\ntry');
});

test('on-failure leaves a success alone', async ({ docker }) => {
  await docker`run -d --name fine --restart on-failure:5 busybox true`;
  await docker`wait fine`;
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.RestartCount}}'} fine`).toBe('exited 0');
});

test('always starts again whatever the exit code, until it is stopped', async ({ docker }) => {
  await docker`run -d --name always --restart always busybox sleep 0.2`;
  await expect
    .poll(async () => Number(await docker.text`inspect -f {{.RestartCount}} always`), { timeout: 20_000 })
    .toBeGreaterThan(1);
  await docker`stop -t 0 always`;
  const count = await docker.text`inspect -f {{.RestartCount}} always`;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.RestartCount}}'} always`).toBe(
    `exited ${count}`,
  );
});

test('a killed container is started again', async ({ docker }) => {
  await docker`run -d --name back --restart unless-stopped busybox sh -c ${'sleep 600 & wait'}`;
  await docker`exec back kill -9 -1`;
  await expect
    .poll(() => docker.text`inspect -f ${'{{.State.Status}} {{.RestartCount}}'} back`, { timeout: 20_000 })
    .toMatch(/^running [1-9]$/);
});

test('kill of one that waits for its next run keeps it from having one', async ({ docker }) => {
  await docker`run -d --name waiting --restart always busybox false`;
  await expect
    .poll(async () => Number(await docker.text`inspect -f {{.RestartCount}} waiting`), { timeout: 20_000 })
    .toBeGreaterThan(3);
  await expect
    .poll(() => docker.text`inspect -f {{.State.Status}} waiting`, { intervals: [20] })
    .toBe('restarting');
  // It may have begun its next run by the time that we ask; then the signal ends that.
  await expect
    .poll(async () => {
      await docker`kill waiting`;
      return await docker.text`inspect -f {{.State.Status}} waiting`;
    })
    .toBe('exited');
});

test('rm -f ends a container that starts again all the time, at whatever moment', async ({ docker }) => {
  for (let round = 0; round < 8; round++) {
    await docker.text`run -d --name busy --restart always busybox true`;
    await new Promise((resolve) => setTimeout(resolve, round * 60));
    expect(await docker`rm -f busy`).toMatchObject({ code: 0, stdout: 'busy\n' });
    expect(await docker.text`ps -aq --filter name=busy`).toBe('');
  }
});

test('update changes the policy of a container that is there', async ({ docker }) => {
  await docker`create --name changed busybox true`;
  await docker.text`update --restart on-failure:3 changed`;
  expect(
    await docker.text`inspect -f ${'{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}'} changed`,
  ).toBe('on-failure 3');
});

test('policies are obeyed when the engine starts again', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker`run -d --name always --restart always busybox sleep 600`;
  await docker`run -d --name always-stopped --restart always busybox sleep 600`;
  await docker`run -d --name unless --restart unless-stopped busybox sleep 600`;
  await docker`run -d --name unless-stopped --restart unless-stopped busybox sleep 600`;
  await docker`stop -t 0 always-stopped unless-stopped`;
  await ownEngine.stop();
  await ownEngine.start();
  const states =
    await docker.text`inspect -f ${'{{.Name}} {{.State.Status}}'} always always-stopped unless unless-stopped`;
  expect(states.split('\n')).toEqual([
    '/always running',
    '/always-stopped running',
    '/unless running',
    '/unless-stopped exited',
  ]);
  // That it had been stopped by hand is forgotten with its new start.
  process.kill(Number(await docker.text`inspect -f {{.State.Pid}} always-stopped`), 'SIGKILL');
  await expect
    .poll(() => docker.text`inspect -f ${'{{.State.Status}} {{.RestartCount}}'} always-stopped`)
    .toBe('running 1');
});
