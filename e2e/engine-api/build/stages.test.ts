import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import { writeContext } from '../../fixtures/build-folder.ts';
import type { EngineHttp } from '../../fixtures/engine-http.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

async function newest(http: EngineHttp): Promise<BuildRecord> {
  const [summary] = (await http.get('/gantry/builds')).json<readonly BuildSummary[]>();
  return (await http.get(`/gantry/builds/${summary?.id}`)).json<BuildRecord>();
}

/** A stage that goes on only while another one runs: each waits for what the other leaves in a cache that both have. */
function meeting(own: string, other: string): string {
  return `RUN --mount=type=cache,id=meeting,target=/m echo ${own} begins; touch /m/${own}; until [ -e /m/${other} ]; do sleep 0.1; done; echo ${own} > /${own}`;
}

test('stages that need nothing of each other run side by side, and are told one after the other', async ({
  docker,
  http,
  folder,
}) => {
  await writeContext(folder, {
    Dockerfile: `ARG BASE=busybox
FROM $BASE AS one
${meeting('one', 'two')}
FROM $BASE AS two
${meeting('two', 'one')}
FROM $BASE AS unneeded
RUN exit 9
FROM one AS both
COPY --from=two /two /
CMD cat /one /two
`,
  });
  const told = await docker.text`build -t story/meeting --label told=yes ${folder}`;
  const lines = told.split('\n').filter((line) => /^(Step|(one|two) begins)/.test(line));
  expect(lines.map((line) => line.replace(/ : .*/, ''))).toEqual([
    'Step 1/9',
    'Step 2/9',
    'Step 3/9',
    'one begins',
    'Step 4/9',
    'Step 5/9',
    'two begins',
    'Step 6/9',
    'Step 7/9',
    'Step 8/9',
    'Step 9/9',
  ]);
  expect(await docker.text`run --rm story/meeting`).toBe('one\ntwo');
  const { timeline, stages } = await newest(http);
  expect(timeline.filter(({ state }) => state === 'done')).toHaveLength(9);
  expect(stages.map(({ needs }) => needs)).toEqual([[], [], [0, 1]]);
  expect(timeline.slice(1).every(({ image }) => image !== undefined)).toBe(true);
  expect((await docker.text`build --label told=yes ${folder}`).match(/Using cache/g)).toHaveLength(5);
  await docker.text`rmi story/meeting`;
});

test('a stage that fails ends those beside it, and nothing of them stays', async ({
  docker,
  http,
  folder,
}) => {
  await writeContext(folder, {
    Dockerfile: `FROM busybox AS slow
RUN --mount=type=cache,id=ending,target=/m touch /m/slow; sleep 600
FROM busybox AS bad
RUN --mount=type=cache,id=ending,target=/m until [ -e /m/slow ]; do sleep 0.1; done; echo last words; exit 5
FROM slow
COPY --from=bad /x /
`,
  });
  const { code, stdout, stderr } = await docker`build ${folder}`;
  expect(code).toBe(5);
  expect(stdout).toContain('last words');
  expect(stderr).toContain('returned a non-zero code: 5');
  expect(await docker.text`ps -aq`).toBe('');
  const { timeline, state } = await newest(http);
  expect(state).toBe('failed');
  expect(timeline.map((step) => step.state)).toEqual([
    'done',
    'waiting',
    'done',
    'failed',
    'waiting',
    'waiting',
  ]);
  expect(timeline[3]?.reason).toBe('it was never built on this image before');
});

test('an engine that is killed in the middle of a build leaves nothing of it once it is back', async ({
  ownEngine,
  folder,
}) => {
  const { docker, http, home } = ownEngine;
  await writeContext(folder, {
    'a.txt': 'a',
    Dockerfile:
      'FROM busybox AS base\nRUN echo base > /base\nFROM busybox\nCOPY --from=base /base /\nRUN sleep 600\n',
  });
  const build = docker.start`build ${folder}`;
  await build.stdout.until('Step 5/5');
  await expect.poll(() => docker.text`ps -q`).not.toBe('');
  await ownEngine.crash();
  expect((await build.ended).code).not.toBe(0);
  await ownEngine.start();
  expect(await docker.text`ps -aq`).toBe('');
  expect(await readdir(join(home.dataRoot, 'builder/contexts'))).toEqual([]);
  expect(await readdir(join(home.execRoot, 'builds'))).toEqual([]);
  expect(await newest(http)).toMatchObject({
    state: 'failed',
    error: 'the engine ended in the middle of it',
  });
  await writeContext(folder, { Dockerfile: 'FROM busybox AS base\nRUN echo base > /base\n' });
  expect(await docker.text`build ${folder}`).toContain('Using cache');
});
