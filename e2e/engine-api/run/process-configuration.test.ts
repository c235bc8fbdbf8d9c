import { writeFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

test('-e and --env-file set variables, and -e without a value takes ours', async ({ docker, folder }) => {
  const file = `${folder}/env`;
  await writeFile(file, '# a comment\nFROM_FILE=file value\nBOTH=file\n');
  const ours = docker.with({ env: { PASSED_ON: 'ours' } });
  const output = await ours.text`run --rm --env-file ${file} -e BOTH=flag -e EMPTY= -e PASSED_ON busybox env`;
  expect(output.split('\n')).toEqual(
    expect.arrayContaining(['FROM_FILE=file value', 'BOTH=flag', 'EMPTY=', 'PASSED_ON=ours', 'HOME=/root']),
  );
  expect(output).toContain('PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
});

test('--workdir is where the process begins, and is made when it is missing', async ({ docker }) => {
  expect(await docker.text`run --rm -w /made/for/it busybox pwd`).toBe('/made/for/it');
});

test('--entrypoint takes the place of the command, arguments follow it', async ({ docker }) => {
  expect(await docker.text`run --rm --entrypoint echo busybox a ${'b c'}`).toBe('a b c');
});

test('--label and --label-file are kept and shown', async ({ docker, folder }) => {
  await writeFile(`${folder}/labels`, 'from.file=yes\n');
  await docker`create --name labelled --label app=web --label flag --label-file ${`${folder}/labels`} busybox`;
  expect(JSON.parse(await docker.text`inspect -f ${'{{json .Config.Labels}}'} labelled`)).toEqual({
    app: 'web',
    flag: '',
    'from.file': 'yes',
  });
});

test('--hostname names the container inside', async ({ docker }) => {
  expect(await docker.text`run --rm --hostname inner busybox hostname`).toBe('inner');
  expect(await docker.text`run --rm --hostname inner busybox cat /etc/hostname`).toBe('inner');
});

test('without --hostname the container is named by the start of its id', async ({ docker }) => {
  await docker`run --name named busybox hostname`;
  const id = await docker.text`inspect -f {{.Id}} named`;
  expect(await docker.text`logs named`).toBe(id.slice(0, 12));
});

test('the first process is number 1', async ({ docker }) => {
  expect(await docker.text`run --rm busybox sh -c ${'echo $$'}`).toBe('1');
});

test('--stop-signal is the signal of stop', async ({ docker }) => {
  const script = 'trap "echo got USR1; exit 5" USR1; echo ready; while :; do sleep 0.05; done';
  await docker`run -d --name trapped --stop-signal USR1 busybox sh -c ${script}`;
  await expect.poll(() => docker.text`logs trapped`).toBe('ready');
  await docker`stop trapped`;
  expect(await docker.text`logs trapped`).toBe('ready\ngot USR1');
  expect(await docker.text`inspect -f {{.State.ExitCode}} trapped`).toBe('5');
});
