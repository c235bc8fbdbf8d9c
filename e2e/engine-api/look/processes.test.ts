import { expect, test } from '../../fixtures/engine-test.ts';

test('top lists the processes with their columns', async ({ docker }) => {
  await docker`run -d --name busy busybox sh -c ${'sleep 611 & sleep 612'}`;
  await expect.poll(() => docker.text`top busy`).toMatch(/sleep 611[^]*sleep 612|sleep 612[^]*sleep 611/);
  const [titles, ...processes] = (await docker.text`top busy`).split('\n');
  expect(titles).toMatch(/^UID\s+PID\s+PPID\s+C\s+STIME\s+TTY\s+TIME\s+CMD/);
  expect(processes.length).toBeGreaterThanOrEqual(2);
});

test('top takes the options of ps', async ({ docker }) => {
  await docker`run -d --name busy busybox sleep 600`;
  const [titles, process] = (await docker.text`top busy -o pid,comm`).split('\n');
  expect(titles).toMatch(/^PID\s+COMMAND/);
  expect(process).toMatch(/^\d+\s+sleep/);
});

test('top of what does not run is refused', async ({ docker }) => {
  const id = await docker.text`create --name idle busybox true`;
  expect((await docker`top idle`).stderr).toMatch(new RegExp(`container (${id}|idle) is not running`, 'i'));
});

test('stats --no-stream prints one line for each', async ({ docker }) => {
  await docker`run -d --name measured -m 64m busybox sh -c ${'while :; do :; done'}`;
  const format = '{{.Name}}|{{.CPUPerc}}|{{.MemUsage}}|{{.PIDs}}';
  const [name, cpu, memory, pids] = (await docker.text`stats --no-stream --format ${format} measured`).split(
    '|',
  );
  expect(name).toBe('measured');
  expect(Number.parseFloat(cpu ?? '')).toBeGreaterThan(5);
  expect(memory).toMatch(/^[\d.]+[KM]iB \/ 64MiB$/);
  expect(pids).toBe('1');
});

test('stats goes on until the client has enough', async ({ docker }) => {
  await docker`run -d --name measured busybox sleep 600`;
  await using stats = docker.start`stats --format {{.Name}} measured`;
  await stats.stdout.until(/(measured[^m]*){3}/);
});
