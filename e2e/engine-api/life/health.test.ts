import { expect, test } from '../../fixtures/engine-test.ts';

const QUICK = ['--health-interval', '200ms', '--health-timeout', '1s', '--health-retries', '2'];

test('a container becomes healthy, then unhealthy, and tells both', async ({ docker }) => {
  const check = ['--health-cmd', 'echo looked; test -e /ok', ...QUICK];
  await docker.text`run -d --name patient ${check} busybox sh -c ${'touch /ok; sleep 600'}`;
  const health = () => docker.text`inspect -f {{.State.Health.Status}} patient`;
  expect(await health()).toBe('starting');
  await expect.poll(health).toBe('healthy');
  expect(await docker.text`ps --filter health=healthy --format ${'{{.Names}} {{.Status}}'}`).toMatch(
    /^patient Up .* \(healthy\)$/,
  );
  await docker.text`exec patient rm /ok`;
  await expect.poll(health).toBe('unhealthy');
  const log = await docker.text`inspect -f ${'{{json .State.Health}}'} patient`;
  const { FailingStreak, Log } = JSON.parse(log);
  expect(FailingStreak).toBeGreaterThanOrEqual(2);
  expect(Log.at(-1)).toMatchObject({ ExitCode: 1, Output: 'looked\n' });
  // What `docker` makes of `0s` is a whole second, which the last of them may come after.
  const until = String(Date.now() / 1000);
  const events =
    await docker.text`events --since 1m --until ${until} --filter container=patient --filter event=health_status --format ${'{{.Action}}'}`;
  expect(events.split('\n')).toEqual(['health_status: healthy', 'health_status: unhealthy']);
});

test('a check that does not answer is killed and counts as a failure', async ({ docker }) => {
  const check = ['--health-cmd', 'sleep 600', '--health-interval', '100ms', '--health-timeout', '300ms'];
  await docker.text`run -d --name slow ${[...check, '--health-retries', '1']} busybox sleep 600`;
  await expect.poll(() => docker.text`inspect -f {{.State.Health.Status}} slow`).toBe('unhealthy');
  const last = await docker.text`inspect -f ${'{{(index .State.Health.Log 0).Output}}'} slow`;
  expect(last).toContain('Health check exceeded timeout');
});

test('health goes on with a new engine, as it was', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name patient --health-cmd ${'test -e /ok'} ${QUICK} busybox sh -c ${'touch /ok; sleep 600'}`;
  const health = () => docker.text`inspect -f {{.State.Health.Status}} patient`;
  await expect.poll(health).toBe('healthy');
  await ownEngine.crash();
  await ownEngine.start();
  expect(await health()).toBe('healthy');
  await docker.text`exec patient rm /ok`;
  await expect.poll(health).toBe('unhealthy');
});

test('a container without a check has no health, and one can be switched off', async ({ docker }) => {
  await docker.text`run -d --name plain busybox sleep 600`;
  await docker.text`run -d --name off --no-healthcheck busybox sleep 600`;
  for (const name of ['plain', 'off']) {
    expect(await docker.text`inspect -f ${'{{json .State.Health}}'} ${name}`).toBe('null');
  }
});
