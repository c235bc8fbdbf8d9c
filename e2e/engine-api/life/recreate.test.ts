import type { ContainerCreateRequest } from '../../../engine/api/types/container.ts';
import type {
  ContainerEditAnswer,
  ContainerRequestAnswer,
  EditStep,
} from '../../../engine/api/types/edit.ts';
import type { EngineClient } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

/** Tells its variable, ends when it is asked to, after a second when it is slow. */
const SERVE = 'trap "sleep $SLOW; exit" TERM; echo value $A; while :; do sleep 0.1; done';
/** Healthy at its first check, so that no edit has to watch for seconds. */
const HEALTHY = ['--health-cmd', 'true', '--health-interval', '100ms'];

/** By which Compose would count both. */
const SERVICE = 'com.docker.compose.service=web';

const at = (name: string) => `/gantry/containers/${name}`;

async function requestOf(engine: EngineClient, name: string, part: Partial<ContainerCreateRequest>) {
  const answer = await engine.http.get(`${at(name)}/request`);
  return { ...answer.json<ContainerRequestAnswer>().request, ...part };
}

async function recreate(engine: EngineClient, name: string, part: Partial<ContainerCreateRequest>) {
  const body = await requestOf(engine, name, part);
  const { status, text } = await engine.http.post(`${at(name)}/recreate`, { body });
  const lines = status === 200 ? text.trim().split('\n') : [];
  return { status, text, steps: lines.map((line) => JSON.parse(line) as EditStep) };
}

const editOf = async (engine: EngineClient, name: string) =>
  (await engine.http.get(`${at(name)}/edit`)).json<ContainerEditAnswer>().edit;

const facts = (engine: EngineClient, name: string) =>
  engine.docker.text`inspect -f ${'{{.State.Running}} {{.Id}}'} ${name}`;

test('an edited container has the port, the data and the name of the one before, which comes back by one request', async ({
  docker,
  engine,
}) => {
  const before =
    await docker.text`run -d --name web --restart always -p 127.0.0.1:0:80 -v /data -l ${SERVICE} -e A=1 -e SLOW=0 ${HEALTHY} busybox sh -c ${SERVE}`;
  await docker.text`exec web sh -c ${'echo written > /data/file'}`;
  const { steps } = await recreate(engine, 'web', { Env: ['A=2', 'SLOW=0'] });
  expect(steps.map(({ step }) => step)).toEqual(['made', 'stopping', 'starting', 'watching', 'done']);
  const after = steps[0]?.step === 'made' ? steps[0].id : '';
  expect(await facts(engine, 'web')).toBe(`true ${after}`);
  await expect.poll(() => docker.text`logs web`).toBe('value 2');
  expect(await docker.text`exec web cat /data/file`).toBe('written');

  const kept = await editOf(engine, 'web');
  expect(kept).toMatchObject({ phase: 'kept', after: { id: after }, before: { id: before } });
  expect(await editOf(engine, before)).toEqual(kept);
  expect((await recreate(engine, 'web', {})).text).toContain('keep the new one or go back first');
  expect(await docker.text`ps -aq --no-trunc --filter label=${SERVICE}`).toBe(after);
  await docker.text`container prune -f`;
  expect(await facts(engine, before)).toBe(`false ${before}`);

  expect((await engine.http.post(`${at('web')}/edit/back`)).json()).toEqual({ Id: before, Name: 'web' });
  expect(await facts(engine, 'web')).toBe(`true ${before}`);
  expect(await docker.text`exec web cat /data/file`).toBe('written');
  expect(await docker.text`ps -aq --no-trunc --filter label=${SERVICE}`).toBe(before);
  expect(await docker.text`ps -aq --no-trunc`).toBe(before);
  expect(await editOf(engine, 'web')).toBeNull();

  expect((await recreate(engine, 'web', { Env: ['A=3', 'SLOW=0'] })).steps.at(-1)?.step).toBe('done');
  expect((await engine.http.post(`${at('web')}/edit/keep`)).status).toBe(204);
  expect(await docker.text`ps -a --format ${'{{.Names}}'}`).toBe('web');
  expect(await docker.text`exec web cat /data/file`).toBe('written');
});

test('an edit that does not work leaves the container as it was, and says why', async ({
  docker,
  engine,
}) => {
  const before = await docker.text`run -d --rm --name job -e A=1 -e SLOW=0 busybox sh -c ${SERVE}`;
  const ends = await recreate(engine, 'job', { Cmd: ['sh', '-c', 'echo bad luck; exit 3'], HostConfig: {} });
  expect(ends.steps.at(-1)).toMatchObject({ step: 'failed', restored: true, asked: false });
  expect(ends.text).toContain('exit code 3');
  expect(ends.text).toContain('bad luck');
  const missing = await recreate(engine, 'job', { Cmd: ['no-such-program'] });
  expect(missing.steps.at(-1)).toMatchObject({ step: 'failed', restored: true });
  expect(missing.text).toContain('no-such-program');
  expect(await recreate(engine, 'job', { Image: 'no/such:image' })).toMatchObject({ status: 404 });
  const sick = { Test: ['CMD', 'false'], Interval: 100_000_000, Retries: 1 };
  const unhealthy = await recreate(engine, 'job', { Healthcheck: sick });
  expect(unhealthy.text).toContain('It became unhealthy');
  expect(await facts(engine, 'job')).toBe(`true ${before}`);
  expect(await docker.text`ps -aq --no-trunc`).toBe(before);
});

test('a container that does not run is edited without being started', async ({ docker, engine }) => {
  await docker.text`create --name idle -e A=1 busybox true`;
  const { steps } = await recreate(engine, 'idle', { Env: ['A=2'] });
  expect(steps.map(({ step }) => step)).toEqual(['made', 'done']);
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{index .Config.Env 0}}'} idle`).toBe(
    'created A=2',
  );
});

test('an engine that is killed in the middle of an edit leaves the old container or the new one, whole', async ({
  ownEngine,
}) => {
  const { docker } = ownEngine;
  const before =
    await docker.text`run -d --name web --restart always -p 127.0.0.1:0:80 -e A=1 -e SLOW=1 busybox sh -c ${SERVE}`;
  const begin = async (part: Partial<ContainerCreateRequest>) => {
    const body = await requestOf(ownEngine, 'web', part);
    return ownEngine.http.post(`${at('web')}/recreate`, { body }).catch(() => undefined);
  };
  const crashAndStart = async () => {
    await ownEngine.crash();
    await ownEngine.start();
  };
  const isWhole = async (id: string) => {
    await expect.poll(() => facts(ownEngine, 'web')).toBe(`true ${id}`);
    await expect.poll(() => docker.text`ps -aq --no-trunc`).toBe(id);
    await expect.poll(() => editOf(ownEngine, 'web')).toBeNull();
  };

  await test.step('while the old one is asked to end', async () => {
    const broken = begin({ Env: ['A=2', 'SLOW=0'] });
    await expect.poll(async () => (await editOf(ownEngine, before))?.phase).toBe('changing');
    await crashAndStart();
    await broken;
    await isWhole(before);
  });

  await test.step('while the new one has its name and is not trusted yet', async () => {
    const never = { Test: ['CMD', 'true'], Interval: 3_600_000_000_000 };
    const broken = begin({ Env: ['A=3', 'SLOW=0'], Healthcheck: never });
    await expect
      .poll(() => docker.text`inspect -f ${'{{.State.Running}} {{index .Config.Env 0}}'} web`)
      .toBe('true A=3');
    await crashAndStart();
    await broken;
    await isWhole(before);
  });

  await test.step('when it is done: the one before stays where it is, whatever its restart policy', async () => {
    const check = { Test: ['CMD', 'true'], Interval: 100_000_000 };
    const done = (await begin({ Env: ['A=4', 'SLOW=0'], Healthcheck: check }))?.text ?? '';
    expect(done).toContain('"done"');
    await crashAndStart();
    expect(await docker.text`inspect -f ${'{{.State.Running}} {{index .Config.Env 0}}'} web`).toBe(
      'true A=4',
    );
    expect(await facts(ownEngine, before)).toBe(`false ${before}`);
    expect(await editOf(ownEngine, 'web')).toMatchObject({ phase: 'kept', before: { id: before } });
  });
});
