import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReporter } from './reporters.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-reporters-'));
});
afterAll(() => rm(folder, { recursive: true }));

const moved: number[] = [];
const home = { name: 'test', moveIn: async (pid: number) => void moved.push(pid) };

/** A script that goes to the background, as a shim does, and goes on there. */
function report(script: string, reports: number, log = join(folder, 'log')): Promise<Readable> {
  const args = ['-c', '( eval "$1" ) & ', 'sh', script];
  return startReporter({ program: 'sh', args, env: { GREETING: "it's me" }, log, reports }, home);
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return text;
}

describe('startReporter', () => {
  it('hears what is reported on 3, as many lines as it was told, and keeps the rest in the log', async () => {
    const log = join(folder, 'one');
    const script = 'echo out; echo err >&2; sleep 0.2; printf "%s\\n" "$GREETING" \'{"a":"\\n"}\' more >&3';
    expect(await textOf(await report(script, 2, log))).toBe('it\'s me\n{"a":"\\n"}\n');
    expect(await readFile(log, 'utf8')).toBe('out\nerr\n');
  });

  it('ends when the program ends without a report', async () => {
    const log = join(folder, 'none');
    const none = await startReporter(
      { program: 'gantry-no-such-program', args: [], env: {}, log, reports: 1 },
      home,
    );
    expect(await textOf(none)).toBe('');
    expect(await readFile(log, 'utf8')).toContain('not found');
  });

  it('keeps reports apart that come at the same time, all from one shell', async () => {
    const reports = await Promise.all(
      Array.from({ length: 20 }, (_, one) => report(`sleep 0.1; echo ${one} >&3`, 1)),
    );
    const told = await Promise.all(reports.map(textOf));
    expect(told).toEqual(Array.from({ length: 20 }, (_, one) => `${one}\n`));
    expect(moved).toHaveLength(1);
  });

  it('goes on with another shell when its own was killed', async () => {
    const lost = await report('sleep 1', 1);
    const shell = moved.at(-1) ?? 0;
    process.kill(shell, 'SIGKILL');
    expect(await textOf(lost)).toBe('');
    await expect.poll(() => existsSync(`/proc/${shell}`)).toBe(false);
    expect(await textOf(await report('echo again >&3', 1))).toBe('again\n');
    expect(moved).toHaveLength(2);
  });

  it('ends what its shell had not begun when it was killed, though another program goes on', async () => {
    const over = join(folder, 'over');
    const goesOn = await report(
      `echo begun >&3; while [ ! -e ${over} ]; do sleep 0.1; done; echo over >&3`,
      2,
    );
    await once(goesOn, 'readable');
    const shell = moved.at(-1) ?? 0;
    process.kill(shell, 'SIGSTOP');
    const lost = await report('echo never >&3', 1);
    process.kill(shell, 'SIGKILL');
    expect(await textOf(lost)).toBe('');
    await writeFile(over, '');
    expect(await textOf(goesOn)).toBe('begun\nover\n');
  });

  it('goes on with another shell when a program that stays in the foreground was given up', async () => {
    const heard = await report('sleep 2; echo heard >&3', 1);
    const log = join(folder, 'stuck');
    const stuck = await startReporter(
      { program: 'sh', args: ['-c', 'sleep 5'], env: {}, log, reports: 1 },
      home,
    );
    stuck.destroy();
    await once(stuck, 'close');
    expect(await textOf(await report('echo again >&3', 1))).toBe('again\n');
    expect(moved).toHaveLength(4);
    expect(await textOf(heard)).toBe('heard\n');
  });

  it('still hears a program whose shell was killed, when another was to start before anybody saw that', async () => {
    const over = join(folder, 'over-2');
    const goesOn = await report(
      `echo begun >&3; while [ ! -e ${over} ]; do sleep 0.1; done; echo over >&3`,
      2,
    );
    await once(goesOn, 'readable');
    const shell = moved.at(-1) ?? 0;
    process.kill(shell, 'SIGKILL');
    // Nothing else happens here until it is gone, and nothing is seen of that before the next is written.
    while (!readFileSync(`/proc/${shell}/stat`, 'utf8').includes(') Z '));
    expect(await textOf(await report('echo never >&3', 1))).toBe('');
    await writeFile(over, '');
    expect(await textOf(goesOn)).toBe('begun\nover\n');
  });
});
