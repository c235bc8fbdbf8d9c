import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

interface History {
  readonly times: readonly number[];
  readonly series: Readonly<
    Record<string, { readonly average: readonly (number | null)[]; readonly max: readonly (number | null)[] }>
  >;
  readonly events: readonly { readonly action: string; readonly exitCode?: number }[];
}

const WORK =
  'dd if=/dev/zero of=/dev/shm/held bs=1M count=20 2>/dev/null; i=0; while :; do i=$((i+1)); [ $((i % 40000)) = 0 ] && sleep 0.2; done';

/** Two samples, ten seconds apart. */
const TWO_SAMPLES = { timeout: 45_000, intervals: [1000] };

async function historyOf({ http }: Engine, query = ''): Promise<History> {
  const answer = await http.get(`/gantry/containers/busy/history?${query}`);
  expect(answer.status).toBe(200);
  return answer.json<History>();
}

/** The first lines of an answer that never ends. */
async function firstLines(socketPath: string, path: string, count: number): Promise<readonly string[]> {
  const asked = request({ socketPath, path }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const lines: string[] = [];
  for await (const line of createInterface({ input: answer })) {
    if (lines.push(line) === count) break;
  }
  answer.on('error', () => undefined); // that it was cut off is no news
  answer.destroy();
  return lines;
}

const samplesIn = ({ series }: History) => series['cpu']?.average.filter((cpu) => cpu !== null) ?? [];

test('what a container used, and what happened, outlives a killed engine and goes with the container', async ({
  ownEngine: engine,
}) => {
  test.setTimeout(200_000);
  const { docker, http, home } = engine;
  const begun = Date.now();
  await docker.text`run -d --name busy --memory 64m busybox sh -c ${WORK}`;

  await test.step('samples come every ten seconds, and are true', async () => {
    await expect.poll(async () => samplesIn(await historyOf(engine)).length, TWO_SAMPLES).toBeGreaterThan(1);
    const { series, events } = await historyOf(engine);
    expect(series['cpu']?.average.at(-2) ?? series['cpu']?.average.at(-1)).toBeGreaterThan(0.005);
    expect(series['memory']?.max.findLast((value) => value !== null)).toBeGreaterThan(20 << 20);
    expect(series['memoryLimit']?.average.findLast((value) => value !== null)).toBe(64 << 20);
    expect(series['processes']?.max.findLast((value) => value !== null)).toBeGreaterThan(0);
    expect(series['received']?.average.some((value) => value !== null)).toBe(true);
    expect(events.map(({ action }) => action)).toEqual(['start']);
  });

  await test.step('the time without an engine is a gap, and what was before is still there', async () => {
    const before = samplesIn(await historyOf(engine)).length;
    await engine.crash();
    await new Promise((resolve) => setTimeout(resolve, 21_000));
    await engine.start();
    await expect
      .poll(async () => samplesIn(await historyOf(engine)).length, TWO_SAMPLES)
      .toBeGreaterThan(before);
    const cpu = (await historyOf(engine, `from=${begun}&to=${Date.now()}&points=2000`)).series['cpu']
      ?.average;
    const known = cpu?.map((value) => (value === null ? '-' : 'x')).join('');
    expect(known).toMatch(/x-+x/);
    const day = await historyOf(engine, `from=${Date.now() - 86_400_000}`);
    expect(samplesIn(day).length).toBeGreaterThan(0);
  });

  await test.step('events of before the crash are told, each once', async () => {
    const since = String(Math.floor(begun / 1000));
    const told =
      await docker.text`events --since ${since} --until 0s --filter container=busy --format ${'{{.Action}}'}`;
    expect(told.trim().split('\n')).toEqual(['create', 'start']);
  });

  await test.step('what all use now is one stream', async () => {
    const lines = await firstLines(home.socket, '/gantry/stats', 2);
    const { containers } = JSON.parse(lines[1] ?? '') as { containers: { memoryLimit: number }[] };
    expect(containers).toMatchObject([{ memoryLimit: 64 << 20 }]);
  });

  await test.step('a span that cannot be is refused', async () => {
    for (const query of ['from=5&to=5', 'from=-1', 'points=1', 'points=2001', 'from=noon']) {
      const { status } = await http.get(`/gantry/containers/busy/history?${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
  });

  await test.step('the end is among the events', async () => {
    await docker.text`kill busy`;
    await expect
      .poll(async () => (await historyOf(engine)).events.at(-1))
      .toMatchObject({ action: 'die', exitCode: 137 });
  });

  await test.step('with the container its past goes', async () => {
    const folder = join(home.dataRoot, 'recorder', 'usage');
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 'journal']);
    await docker.text`rm busy`;
    await expect.poll(() => readdir(folder)).toEqual(['journal']);
    const gone = await http.get('/gantry/containers/busy/history');
    expect([gone.status, gone.json()]).toEqual([404, { message: 'No such container: busy' }]);
  });
});
