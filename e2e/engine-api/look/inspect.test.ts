import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('inspect tells what was asked for and what became of it', async ({ docker }) => {
  const id =
    await docker.text`run -d --name shown -e A=1 --label b=2 --restart on-failure:3 -m 64m busybox sleep 600`;
  const [shown] = JSON.parse(await docker.text`inspect shown`) as [ContainerInspect];
  expect(shown).toMatchObject({
    Id: id,
    Name: '/shown',
    Path: 'sleep',
    Args: ['600'],
    RestartCount: 0,
    Platform: 'linux',
    State: {
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      ExitCode: 0,
      Error: '',
    },
    Config: { Image: 'busybox', Cmd: ['sleep', '600'], Labels: { b: '2' }, Tty: false, OpenStdin: false },
    HostConfig: { Memory: 67_108_864, RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
  });
  expect(shown.Config.Env).toContain('A=1');
  expect(shown.Image).toBe(await docker.text`image inspect -f {{.Id}} busybox`);
  expect(shown.State.Pid).toBeGreaterThan(1);
  expect(shown.Created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
  expect(Date.parse(shown.State.StartedAt)).toBeGreaterThanOrEqual(Date.parse(shown.Created));
  expect(shown.State.FinishedAt).toBe('0001-01-01T00:00:00Z');
});

test('inspect of an ended container tells the exit code and the time', async ({ docker }) => {
  await docker`run --name ended busybox sh -c ${'exit 3'}`;
  const [{ State }] = JSON.parse(await docker.text`inspect ended`) as [ContainerInspect];
  expect(State).toMatchObject({ Status: 'exited', Running: false, Pid: 0, ExitCode: 3 });
  expect(Math.abs(Date.parse(State.FinishedAt) - Date.now())).toBeLessThan(30_000);
});

test('inspect -s adds sizes', async ({ docker }) => {
  await docker`run --name sized busybox sh -c ${'head -c 100000 /dev/zero > /file'}`;
  const [shown] = JSON.parse(await docker.text`inspect -s sized`) as [ContainerInspect];
  expect(shown.SizeRw).toBeGreaterThanOrEqual(100_000);
  expect(shown.SizeRootFs).toBeGreaterThan(1_000_000);
});

test('inspect of what is not there says so', async ({ docker }) => {
  const { code, stderr } = await docker`inspect nobody`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/no such object: nobody/i);
});

test('inspect shows the options that nobody asked for, with what they mean then', async ({
  docker,
  http,
}) => {
  const id = await docker.text`create busybox true`;
  const { HostConfig, Config } = (await http.get(`/containers/${id}/json`)).json<ContainerInspect>();
  expect(HostConfig).toMatchObject({ Memory: 0, Privileged: false, PidMode: '', CapAdd: null, NanoCpus: 0 });
  expect(HostConfig.MaskedPaths).toContain('/proc/kcore');
  expect(Config).toMatchObject({ Tty: false, Domainname: '', OpenStdin: false, Volumes: null });
});
