import { expect, test } from '../../fixtures/engine-test.ts';
import { KEYS } from '../../fixtures/terminal.ts';

const PROMPT = ' # ';

test.beforeEach(async ({ docker }) => {
  await docker.text`run -d --name host busybox sleep 600`;
});

test('exec -it gives a shell on a terminal of its own, with the size of ours', async ({ docker }) => {
  await using terminal = docker.terminal`exec -it host sh`;
  await terminal.screen.until(PROMPT);
  await terminal.ask('tty', '/dev/pts/');
  await expect(async () => {
    terminal.type('stty size\r');
    await terminal.screen.until('24 80', 500);
  }).toPass({ timeout: 10_000 });
  terminal.resize(100, 30);
  await expect(async () => {
    terminal.type('stty size\r');
    await terminal.screen.until('30 100', 500);
  }).toPass({ timeout: 10_000 });
});

test('two shells in one container do not disturb each other', async ({ docker }) => {
  await using first = docker.terminal`exec -it host sh`;
  await using second = docker.terminal`exec -it host sh`;
  await first.screen.until(PROMPT);
  await second.screen.until(PROMPT);
  await first.ask('echo first-$((1+1))', 'first-2');
  await second.ask('echo second-$((2+2))', 'second-4');
  expect(first.screen.text).not.toContain('second');
});

test('Ctrl-C interrupts, Ctrl-D ends with the last exit code', async ({ docker }) => {
  await using terminal = docker.terminal`exec -it host sh`;
  await terminal.screen.until(PROMPT);
  await terminal.ask("echo begi''ns; sleep 600", 'begins');
  // A shell that is about to start a program hears the key itself, and then waits for the program.
  await expect(async () => {
    terminal.type(KEYS.ctrlC);
    await terminal.screen.until(PROMPT, 1000);
  }).toPass({ timeout: 15_000 });
  await terminal.ask('(exit 6)', PROMPT);
  terminal.type(KEYS.ctrlD);
  expect(await terminal.ended).toBe(6);
});

test('a program that is missing ends the terminal with 127', { tag: '@unlike-docker-20' }, async ({
  docker,
}) => {
  await using terminal = docker.terminal`exec -it host no-such-shell`;
  await terminal.screen.until('no-such-shell');
  expect(await terminal.ended).toBe(127);
});
