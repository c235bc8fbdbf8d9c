import { randomBytes } from 'node:crypto';
import { expect, test } from '../../fixtures/engine-test.ts';

test.beforeEach(async ({ docker }) => {
  await docker.text`run -d --name host -e FROM=create --workdir /tmp busybox sleep 600`;
});

test('exec runs in the container and gives its exit code', async ({ docker }) => {
  expect(await docker`exec host sh -c ${'hostname; exit 5'}`).toMatchObject({ code: 5 });
  expect(await docker.text`exec host cat /proc/1/cmdline`).toContain('sleep');
});

test('standard output and standard error stay apart', async ({ docker }) => {
  const { stdout, stderr } = await docker`exec host sh -c ${'echo out; echo err >&2'}`;
  expect({ stdout, stderr }).toEqual({ stdout: 'out\n', stderr: 'err\n' });
});

test('-i passes standard input and its end', async ({ docker }) => {
  const input = randomBytes(4 * 1024 * 1024);
  const { bytes } = await docker.with({ input })`exec -i host cat`;
  expect(bytes.equals(input)).toBe(true);
});

test('-e adds variables to those of the container, -w chooses the folder', async ({ docker }) => {
  const output = await docker.text`exec -e ADDED=exec -w /etc host sh -c ${'echo $FROM $ADDED $PWD'}`;
  expect(output).toBe('create exec /etc');
});

test('without -w it begins where the container began', async ({ docker }) => {
  expect(await docker.text`exec host pwd`).toBe('/tmp');
});

test('-u runs as another user of the image', async ({ docker }) => {
  expect(await docker.text`exec -u ann host sh -c ${'id -un; echo $HOME'}`).toBe('ann\n/home/ann');
  expect(await docker.text`exec -u 33:0 host sh -c ${'id -u; id -g'}`).toBe('33\n0');
});

test('-d runs beside and prints nothing', async ({ docker }) => {
  expect(await docker.text`exec -d host sh -c ${'echo done > /tmp/mark'}`).toBe('');
  await expect.poll(async () => (await docker`exec host cat /tmp/mark`).stdout).toBe('done\n');
});

test('a command that is not there is exit code 127, with the reason', { tag: '@unlike-docker-20' }, async ({
  docker,
}) => {
  const { code, stdout, stderr } = await docker`exec host no-such-command`;
  expect(code).toBe(127);
  expect(`${stdout}${stderr}`).toMatch(/no-such-command.*executable file not found/);
});

test('a command that is not executable is exit code 126', async ({ docker }) => {
  expect(await docker`exec host /etc/not-executable`).toMatchObject({ code: 126 });
});

test('exec in a container that does not run is refused', async ({ docker }) => {
  await docker`stop -t 0 host`;
  const { code, stderr } = await docker`exec host true`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/container [0-9a-f]+ is not running/i);
});

test('exec in a paused container is refused', async ({ docker }) => {
  await docker`pause host`;
  const { code, stderr } = await docker`exec host true`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/is paused, unpause the container before exec/);
  await docker`unpause host`;
});

test('exec gives all of a large output', async ({ docker }) => {
  const { stdout } = await docker`exec host seq 1 200000`;
  expect(stdout.length).toBe(1_288_895);
  expect(stdout.endsWith('200000\n')).toBe(true);
});

test('the end of the container ends its execs', async ({ docker }) => {
  await using program = docker.start`exec host sh -c ${'echo in; sleep 600'}`;
  await program.stdout.until('in');
  await docker`kill host`;
  expect((await program.ended).code).toBe(137);
});

test('--privileged gives an exec all capabilities that there are', { tag: '@unlike-docker-20' }, async ({
  docker,
}) => {
  const script = 'sed -n s/CapEff:.//p /proc/self/status';
  const plain = BigInt(`0x${await docker.text`exec host sh -c ${script}`}`);
  const privileged = BigInt(`0x${await docker.text`exec --privileged host sh -c ${script}`}`);
  expect(privileged > plain).toBe(true);
});
