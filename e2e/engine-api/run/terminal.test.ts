import { expect, test } from '../../fixtures/engine-test.ts';
import { KEYS } from '../../fixtures/terminal.ts';

const PROMPT = '/ # ';

test('run -it gives a shell with a prompt that answers', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh`;
  await terminal.screen.until(PROMPT);
  await terminal.ask('echo answer-$((6*7))', 'answer-42');
  await terminal.ask('tty', '/dev/pts/0');
});

test('the shell begins with the size of the terminal and follows it', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh`;
  await terminal.screen.until(PROMPT);
  // The client tells its size when the container has started, so the very first look may be too early.
  await expect(async () => {
    terminal.type('stty size\r');
    await terminal.screen.until('24 80', 500);
  }).toPass({ timeout: 10_000 });
  terminal.resize(132, 43);
  await expect(async () => {
    terminal.type('stty size\r');
    await terminal.screen.until('43 132', 500);
  }).toPass({ timeout: 10_000 });
});

test('Ctrl-C interrupts what runs in the shell and not the shell', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh`;
  await terminal.screen.until(PROMPT);
  await terminal.ask("echo begi''ns; sleep 600", 'begins');
  terminal.type(KEYS.ctrlC);
  await terminal.screen.until(PROMPT);
  await terminal.ask('echo $?', '130');
});

test('Ctrl-D ends the shell, and run gives its exit code', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh`;
  await terminal.screen.until(PROMPT);
  await terminal.ask('(exit 3)', PROMPT);
  terminal.type(KEYS.ctrlD);
  expect(await terminal.ended).toBe(3);
});

test('TERM is set in a terminal and not without one', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh -c ${'echo term=$TERM.'}`;
  await terminal.screen.until('term=xterm.');
  expect(await docker.text`run --rm busybox sh -c ${'echo term=$TERM.'}`).toBe('term=.');
});

test('a terminal joins standard error to standard output', async ({ docker }) => {
  const { stdout, stderr } = await docker`run --rm -t busybox sh -c ${'echo out; echo err >&2'}`;
  expect(stdout).toBe('out\r\nerr\r\n');
  expect(stderr).toBe('');
});
