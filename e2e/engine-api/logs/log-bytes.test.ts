import { expect, test } from '../../fixtures/engine-test.ts';

test('a line without an end is printed as it is', async ({ docker }) => {
  await docker`run --name unended busybox printf ${'first\\nsecond'}`;
  expect((await docker`logs unended`).stdout).toBe('first\nsecond');
});

test('a part of a line arrives at a follower before the line has ended', {
  tag: '@unlike-docker-20',
}, async ({ docker }) => {
  const script = 'printf begin; while [ ! -e /go ]; do sleep 0.05; done; echo " end"';
  await docker`run -d --name parts busybox sh -c ${script}`;
  await using following = docker.start`logs -f parts`;
  await following.stdout.until('begin');
  await docker`exec parts touch /go`;
  expect(await following.ended).toMatchObject({ stdout: 'begin end\n' });
});

test('every byte comes back as it was written', { tag: '@unlike-docker-20' }, async ({ docker }) => {
  const script = 'i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %03o $i)"; i=$((i+1)); done';
  await docker`run --name bytes busybox sh -c ${script}`;
  const { bytes } = await docker`logs bytes`;
  expect([...bytes]).toEqual(Array.from({ length: 256 }, (_value, index) => index));
});

test('a line longer than any buffer stays one line', async ({ docker }) => {
  await docker`run --name long busybox sh -c ${'head -c 300000 /dev/zero | tr "\\\\0" x; echo'}`;
  const { stdout } = await docker`logs long`;
  expect(stdout.length).toBe(300_001);
  expect(stdout.indexOf('\n')).toBe(300_000);
});

test('100,000 lines come back complete and in order, also from the end', async ({ docker }) => {
  await docker`run --name many busybox seq 1 100000`;
  const lines = (await docker.text`logs many`).split('\n');
  expect(lines).toHaveLength(100_000);
  expect(lines.findIndex((line, index) => line !== String(index + 1))).toBe(-1);
  expect((await docker.text`logs --tail 50000 many`).split('\n')[0]).toBe('50001');
});

test('while a busy log is followed other containers start, and no line is lost', async ({ docker, http }) => {
  const busy = 'while [ ! -e /stop ]; do seq 1 20000; usleep 100000; done';
  await docker`run -d -t --name busy busybox sh -c ${busy}`;
  const followed = http.get('/containers/busy/logs?stdout=1&follow=1');
  for (const other of ['one', 'two']) expect(await docker.text`run --rm busybox echo ${other}`).toBe(other);
  await docker`exec busy touch /stop`;
  const lines = (await followed).text.trimEnd().split('\r\n');
  expect(lines.findIndex((line, index) => line !== String((index % 20_000) + 1))).toBe(-1);
  expect(lines.length % 20_000).toBe(0);
});
