import type { DockerCli } from '../../fixtures/docker-cli.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const stateOf = (docker: DockerCli, name: string) => docker.text`inspect -f {{.State.Status}} ${name}`;

test('a container goes from created to running to paused to exited', async ({ docker }) => {
  await docker.text`create --name moving busybox sleep 600`;
  expect(await stateOf(docker, 'moving')).toBe('created');
  await docker.text`start moving`;
  expect(await stateOf(docker, 'moving')).toBe('running');
  await docker.text`pause moving`;
  expect(await stateOf(docker, 'moving')).toBe('paused');
  await docker.text`unpause moving`;
  expect(await stateOf(docker, 'moving')).toBe('running');
  await docker.text`stop -t 0 moving`;
  expect(await stateOf(docker, 'moving')).toBe('exited');
  await docker.text`start moving`;
  expect(await stateOf(docker, 'moving')).toBe('running');
});

test('a paused container does nothing until it goes on', async ({ docker }) => {
  await docker`run -d --name frozen busybox sh -c ${'i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done'}`;
  await expect.poll(() => docker.text`logs --tail 1 frozen`).not.toBe('');
  await docker.text`pause frozen`;
  const frozenAt = await docker.text`logs --tail 1 frozen`;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await docker.text`logs --tail 1 frozen`).toBe(frozenAt);
  await docker.text`unpause frozen`;
  await expect.poll(() => docker.text`logs --tail 1 frozen`).not.toBe(frozenAt);
});

test('pausing twice and unpausing what runs are refused', async ({ docker }) => {
  await docker`run -d --name once busybox sleep 600`;
  expect((await docker`unpause once`).stderr).toMatch(/is not paused/);
  await docker`pause once`;
  expect((await docker`pause once`).stderr).toMatch(/is already paused/);
});

test('starting what runs and stopping what has ended are no errors', async ({ docker }) => {
  await docker`run -d --name steady busybox sleep 600`;
  expect(await docker`start steady`).toMatchObject({ code: 0 });
  await docker`stop -t 0 steady`;
  expect(await docker`stop -t 0 steady`).toMatchObject({ code: 0 });
});

test('restart gives a new process', async ({ docker }) => {
  await docker`run -d --name renewed busybox sleep 600`;
  const before = await docker.text`inspect -f ${'{{.State.Pid}} {{.State.StartedAt}}'} renewed`;
  await docker`restart -t 0 renewed`;
  expect(await stateOf(docker, 'renewed')).toBe('running');
  expect(await docker.text`inspect -f ${'{{.State.Pid}} {{.State.StartedAt}}'} renewed`).not.toBe(before);
});

test('rename gives the new name and frees the old one', async ({ docker }) => {
  await docker`create --name before busybox true`;
  await docker.text`rename before after`;
  expect(await docker.text`inspect -f {{.Name}} after`).toBe('/after');
  await docker.text`create --name before busybox true`;
});

test('a name that is taken is refused, for create and for rename', async ({ docker }) => {
  const id = await docker.text`create --name taken busybox true`;
  await docker`create --name other busybox true`;
  const refusal = new RegExp(`name "/taken" is already in use by container "?${id}`);
  expect((await docker`create --name taken busybox true`).stderr).toMatch(refusal);
  expect((await docker`rename other taken`).stderr).toMatch(refusal);
});

test('a name that is no name is refused', async ({ docker }) => {
  const { code, stderr } = await docker`create --name ${'no name'} busybox true`;
  expect(code).toBe(1);
  expect(stderr).toContain('Invalid container name (no name)');
});
