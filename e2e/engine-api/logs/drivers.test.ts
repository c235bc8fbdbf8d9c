import { expect, test } from '../../fixtures/engine-test.ts';

const COUNT = 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); echo "line $i"; done; echo done; sleep 600';

test('a log stays within its limit, is followed over its files, and keeps the newest lines', async ({
  docker,
}) => {
  const limits = ['--log-opt', 'max-size=200k', '--log-opt', 'max-file=3'];
  await docker.text`create --name counter ${limits} busybox sh -c ${COUNT}`;
  await docker.text`start counter`;
  await expect.poll(() => docker.text`logs --tail 1 counter`, { timeout: 30_000 }).toBe('done');
  const kept = (await docker.text`logs counter`).split('\n');
  const numbers = kept.slice(0, -1).map((text) => Number(text.slice('line '.length)));
  expect(numbers.at(-1)).toBe(60_000);
  expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index));
  expect(await docker.text`logs --tail 3 counter`).toBe('line 59999\nline 60000\ndone');
});

test('a rotated log goes on in the next run', async ({ docker }) => {
  await docker.text`run -d --name twice --log-driver local busybox sh -c ${'echo run; sleep 600'}`;
  await docker.text`restart -t 0 twice`;
  await expect.poll(() => docker.text`logs twice`).toBe('run\nrun');
});

test('with the driver none a client sees the output and nothing is kept', async ({ docker }) => {
  expect(await docker.text`run --name silent --log-driver none busybox echo hello`).toBe('hello');
  const { code, stderr } = await docker`logs silent`;
  expect(code).toBe(1);
  expect(stderr).toContain('configured logging driver does not support reading');
  expect(await docker.text`start -a silent`).toBe('hello');
});

test('details show the labels and variables that were chosen', async ({ docker }) => {
  const options = [
    '--label',
    'app=web',
    '-e',
    'MODE=a b',
    '--log-opt',
    'labels=app',
    '--log-opt',
    'env=MODE',
  ];
  await docker.text`run --name detailed ${options} busybox echo hello`;
  expect(await docker.text`logs --details detailed`).toBe('MODE=a%20b,app=web hello');
});
