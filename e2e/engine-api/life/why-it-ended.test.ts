import type { ContainerRuns } from '../../../engine/api/types/runs.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('each run is told with its end, its last lines and who asked for it', async ({ docker, engine }) => {
  const runsOf = async (name: string) =>
    (await engine.http.get(`/gantry/containers/${name}/runs`)).json<ContainerRuns>();

  await docker.text`run -d --name worker busybox sh -c ${'echo one; echo two >&2; trap "exit 0" TERM; sleep 600 & wait'}`;
  await expect.poll(() => docker.text`logs worker`).toContain('one');
  await docker.text`stop worker`;
  const [stopped] = await runsOf('worker');
  expect(stopped).toMatchObject({ exitCode: 0, request: { operation: 'stop', signal: 15 } });
  expect(stopped?.lastLines.map(({ text }) => text).sort()).toEqual(['one', 'two']);
  expect(stopped?.explanation.headline).toMatch(/^It was stopped by the docker command .* in good order\.$/);

  await docker.text`start worker`;
  await docker.text`kill worker`;
  await docker.text`wait worker`;
  const runs = await runsOf('worker');
  expect(runs).toHaveLength(2);
  expect(runs[0]?.explanation).toMatchObject({ kind: 'killed' });
  expect(runs[1]).toEqual(stopped);
});

test('a container that does not hear its stop is told so', async ({ docker, engine }) => {
  await docker.text`run -d --name deaf busybox sh -c ${'trap "" TERM; while :; do sleep 1; done'}`;
  await docker.text`stop -t 1 deaf`;
  const [run] = (await engine.http.get('/gantry/containers/deaf/runs')).json<ContainerRuns>();
  expect(run?.explanation.headline).toContain('did not end by itself within 1 second');
});

test('a container that needs too much memory is told so, with its limit', async ({ docker, engine }) => {
  await docker`run --name greedy --memory 16m busybox sh -c ${'x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done'}`;
  const [run] = (await engine.http.get('/gantry/containers/greedy/runs')).json<ContainerRuns>();
  expect(run).toMatchObject({ oomKilled: true, memory: { limit: 16 * 2 ** 20 } });
  expect(run?.explanation.kind).toBe('out-of-memory');
});

test('a start that fails is a run too, with the reason', async ({ docker, engine }) => {
  await docker`run --name nothing busybox no-such-program`;
  const [run] = (await engine.http.get('/gantry/containers/nothing/runs')).json<ContainerRuns>();
  expect(run?.explanation).toMatchObject({
    kind: 'not-started',
    headline: 'It was not started: its command is not in the image.',
  });
});
