import { expect, test } from '../../fixtures/engine-test.ts';
import { KEYS } from '../../fixtures/terminal.ts';

const PROMPT = '/ # ';

test('Ctrl-P Ctrl-Q leaves the shell running, and attach reaches it again', async ({ docker }) => {
  await using first = docker.terminal`run -it --name left busybox sh`;
  await first.screen.until(PROMPT);
  await first.ask('kept=still-here', PROMPT);
  first.type(KEYS.ctrlPctrlQ);
  expect(await first.ended).toBe(0);
  expect(await docker.text`inspect -f {{.State.Status}} left`).toBe('running');

  await using second = docker.terminal`attach left`;
  await second.ask('echo value=$kept', 'value=still-here');
  second.type('exit 4\r');
  expect(await second.ended).toBe(4);
});

test('--detach-keys chooses other keys', async ({ docker }) => {
  await using terminal = docker.terminal`run -it --name other-keys --detach-keys ctrl-x,y busybox sh`;
  await terminal.screen.until(PROMPT);
  terminal.type(KEYS.ctrlPctrlQ);
  await terminal.ask('', PROMPT);
  terminal.type('\x18y');
  expect(await terminal.ended).toBe(0);
  expect(await docker.text`inspect -f {{.State.Status}} other-keys`).toBe('running');
});

test('the first of the keys alone reaches the shell together with what follows', async ({ docker }) => {
  await using terminal = docker.terminal`run --rm -it busybox sh -c ${'stty raw -echo; echo ready; head -c 2 | od -An -tx1'}`;
  await terminal.screen.until('ready');
  terminal.type('\x10a');
  await terminal.screen.until('10 61');
});

test('exec is left by the same keys', async ({ docker }) => {
  await docker`run -d --name host busybox sleep 600`;
  await using terminal = docker.terminal`exec -it host sh`;
  await terminal.screen.until(PROMPT);
  terminal.type(KEYS.ctrlPctrlQ);
  await terminal.ended;
  await expect.poll(async () => (await docker.text`top host`).includes(' sh')).toBe(true);
});
