import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '../../fixtures/engine-test.ts';

const MEBIBYTE = 1024 * 1024;

test('run -i passes standard input on, and its end', async ({ docker }) => {
  const { stdout, code } = await docker.with({ input: 'one\ntwo\n' })`run --rm -i busybox wc -l`;
  expect(stdout.trim()).toBe('2');
  expect(code).toBe(0);
});

test('without -i the process reads an empty input', async ({ docker }) => {
  const { stdout } = await docker.with({ input: 'nobody reads this\n' })`run --rm busybox cat`;
  expect(stdout).toBe('');
});

test('50 MB go through cat unchanged', async ({ docker }) => {
  const input = randomBytes(50 * MEBIBYTE);
  const { bytes, code } = await docker.with({ input })`run --rm -i busybox cat`;
  expect(code).toBe(0);
  expect(bytes.length).toBe(input.length);
  expect(sha256(bytes)).toBe(sha256(input));
});

test('output still arrives after the input has ended', async ({ docker }) => {
  const script = 'cat > /dev/null; echo input is over; sleep 1; echo later';
  const { stdout } = await docker.with({ input: 'x' })`run --rm -i busybox sh -c ${script}`;
  expect(stdout).toBe('input is over\nlater\n');
});

test('what is typed comes back while the input stays open', async ({ docker }) => {
  await using program = docker.with({ keepInput: true }).start`run --rm -i busybox cat`;
  program.write('first\n');
  await program.stdout.until('first\n');
  program.write('second\n');
  await program.stdout.until('second\n');
  program.endInput();
  expect((await program.ended).code).toBe(0);
});

test('a process that does not read its input to the end ends all the same', async ({ docker }) => {
  const input = randomBytes(8 * MEBIBYTE);
  const { code, bytes } = await docker.with({ input })`run --rm -i busybox head -c 10`;
  expect(code).toBe(0);
  expect(bytes).toEqual(input.subarray(0, 10));
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
