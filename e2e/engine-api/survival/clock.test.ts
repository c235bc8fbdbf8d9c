import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, newHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';

const DAY_MS = 86_400_000;

/** Makes a Node process take the time from the machine plus the milliseconds that a file says. */
const shiftedClock = (file: string) => `
  import { readFileSync } from 'node:fs';
  const Real = Date;
  let offset = 0;
  setInterval(() => { offset = Number(readFileSync(${JSON.stringify(file)}, 'utf8')); }, 20).unref();
  globalThis.Date = class extends Real {
    constructor(...words) { if (words.length === 0) super(Real.now() + offset); else super(...words); }
    static now() { return Real.now() + offset; }
  };`;

test('a clock that jumps a day, forth and back, stops neither restarts, nor health checks, nor events', async () => {
  test.skip(isHeldAgainstDocker, 'this story gives its engine another clock');
  const home = await newHome();
  const [clock, offset] = [join(home.folder, 'clock.mjs'), join(home.folder, 'offset')];
  await writeFile(offset, '0');
  await writeFile(clock, shiftedClock(offset));
  await using engine = new Engine(home);
  await engine.start({ NODE_OPTIONS: `--import=${clock}` });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const { docker, http } = engine;
  await using events = docker.start`events --format ${'{{json .}}'}`;
  await expect.poll(async () => (await http.get('/info')).text).toContain('"NEventsListener":1');
  await docker.text`run -d --name steady --health-cmd true --health-interval 500ms busybox sleep 600`;
  await docker.text`run -d --name again --restart always busybox sleep 0.1`;
  const restarts = async () => Number(await docker.text`inspect -f {{.RestartCount}} again`);
  const lastCheck = () => docker.text`inspect -f ${'{{range .State.Health.Log}}{{.Start}} {{end}}'} steady`;

  for (const ms of [DAY_MS, -DAY_MS]) {
    await writeFile(offset, String(ms));
    const [before, check] = [await restarts(), await lastCheck()];
    await expect.poll(restarts, { timeout: 30_000 }).toBeGreaterThan(before);
    await expect.poll(lastCheck, { timeout: 30_000 }).not.toBe(check);
    expect(await docker.text`ps --filter name=steady --format {{.Status}}`).toMatch(/^Up [\w ]+\(healthy\)$/);
    expect((await http.get('/gantry/containers/steady/history')).status).toBe(200);
    // It forgets what it had counted, so that the next jump is not waited for.
    await docker.text`restart -t 0 again`;
  }
  const times = [...events.stdout.text.matchAll(/"timeNano":(\d+)/g)].map(([, nanos = '']) => BigInt(nanos));
  expect(times.length).toBeGreaterThan(10);
  expect(times.every((nanos, index) => index === 0 || nanos > (times[index - 1] ?? 0n))).toBe(true);
  await docker.text`stop -t 0 steady again`;
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}}'} steady`).toBe('exited 137');
});
