import { expect, test } from '../../fixtures/engine-test.ts';

test('logs keeps standard output and standard error apart', async ({ docker }) => {
  await docker`run --name two busybox sh -c ${'echo out; echo err >&2; echo out again'}`;
  expect(await docker`logs two`).toMatchObject({ stdout: 'out\nout again\n', stderr: 'err\n' });
});

test('--tail gives the last lines, 0 gives none', async ({ docker }) => {
  await docker`run --name counting busybox seq 1 100`;
  expect(await docker.text`logs --tail 3 counting`).toBe('98\n99\n100');
  expect(await docker.text`logs --tail 0 counting`).toBe('');
  expect((await docker.text`logs --tail 1000 counting`).split('\n')).toHaveLength(100);
});

test('-t puts the time before each line, in nanoseconds', async ({ docker }) => {
  await docker`run --name timed busybox echo hello`;
  expect(await docker.text`logs -t timed`).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z hello$/);
});

test('--since and --until cut at times that -t printed', async ({ docker }) => {
  await docker`run --name spaced busybox sh -c ${'for i in 1 2 3 4 5; do echo $i; sleep 0.2; done'}`;
  const times = (await docker.text`logs -t spaced`).split('\n').map((line) => line.split(' ')[0] ?? '');
  expect(await docker.text`logs --since ${times[2] ?? ''} spaced`).toBe('3\n4\n5');
  expect(await docker.text`logs --until ${times[2] ?? ''} spaced`).toBe('1\n2\n3');
  expect(await docker.text`logs --since ${times[1] ?? ''} --until ${times[3] ?? ''} spaced`).toBe('2\n3\n4');
});

test('--since takes a duration before now', async ({ docker }) => {
  await docker`run --name recent busybox echo now`;
  expect(await docker.text`logs --since 1h recent`).toBe('now');
});

test('-f prints what is there, then what comes, and ends with the container', async ({ docker }) => {
  await docker`run -d -i --name followed busybox cat`;
  await using typing = docker.with({ keepInput: true }).start`attach followed`;
  typing.write('before\n');
  await typing.stdout.until('before\n');
  await using following = docker.start`logs -f followed`;
  await following.stdout.until('before\n');
  typing.write('after\n');
  await following.stdout.until('after\n');
  await docker`kill followed`;
  expect(await following.ended).toMatchObject({ code: 0, stdout: 'before\nafter\n' });
});

test('-f --tail 0 prints only what comes', async ({ docker }) => {
  const script = 'echo old; while [ ! -e /go ]; do sleep 0.05; done; echo new';
  await docker`run -d --name later busybox sh -c ${script}`;
  await expect.poll(() => docker.text`logs later`).toBe('old');
  await using following = docker.start`logs -f --tail 0 later`;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await docker`exec later touch /go`;
  expect(await following.ended).toMatchObject({ stdout: 'new\n' });
});

test('-f of a container that has ended prints all and ends', async ({ docker }) => {
  await docker`run --name over busybox echo over`;
  expect(await docker`logs -f over`).toMatchObject({ code: 0, stdout: 'over\n' });
});

test('the logs of a terminal have its line ends', async ({ docker }) => {
  await docker`run -t --name terminal busybox echo hello`;
  expect((await docker`logs terminal`).stdout).toBe('hello\r\n');
});

test('the logs of all runs follow one another', async ({ docker }) => {
  await docker`run --name again busybox echo run`;
  await docker`start -a again`;
  expect(await docker.text`logs again`).toBe('run\nrun');
});

test('a container that never ran has an empty log', async ({ docker }) => {
  await docker`create --name idle busybox true`;
  expect(await docker`logs idle`).toMatchObject({ code: 0, stdout: '', stderr: '' });
});
