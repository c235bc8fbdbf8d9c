import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GantryError } from '../../base/errors.ts';
import { until } from '../../testing/busybox-bundle.ts';
import { makeRuntimeLab, type RuntimeLab } from '../../testing/runtime-lab.ts';
import { attachStdin, type StdinConnection } from './attach-stdin.ts';
import { resizeConsole } from './control.ts';

let lab: RuntimeLab;
beforeAll(async () => {
  lab = await makeRuntimeLab();
});
afterAll(() => lab.close());

const open = { stdin: true };
const kept = { stdin: true, leaveStdinOpen: true };
const terminal = (input: Parameters<NonNullable<Parameters<RuntimeLab['create']>[0]['change']>>[0]) => ({
  ...input,
  process: { ...input.process, terminal: true, consoleSize: { rows: 24, columns: 80 } },
});

describe('standard input', () => {
  it('takes 100 MB without loss and ends with it', async () => {
    const container = await lab.create({ script: 'md5sum', request: open });
    await container.start();
    const stdin = await attachStdin(container.bundle);
    const hash = createHash('md5');
    for (let sent = 0; sent < 100; sent += 1) {
      const block = Buffer.alloc(1 << 20, `block ${sent} \n`);
      hash.update(block);
      await stdin.write(block);
    }
    stdin.end();
    expect(await container.exited()).toBe(0);
    expect(await container.output()).toBe(`${hash.digest('hex')}  -\n`);
    stdin.close();
    await container.delete();
  });

  // Closing a socket with unread bytes resets the connection: conmon then lost the packets and even the end of the input.
  it('arrives, with its end, when it is closed while output has piled up', async () => {
    const container = await lab.create({ script: 'yes | head -c 6000000; sleep 0.1; wc -c', request: open });
    const stdin = await attachStdin(container.bundle);
    await container.start();
    await stdin.write(Buffer.alloc(180_000, 'x'));
    for (const end = Date.now() + 30; Date.now() < end; );
    stdin.close();
    expect(await container.exited()).toBe(0);
    expect((await container.output()).endsWith('y\n180000\n')).toBe(true);
    await container.delete();
  });

  // A process that ended while its input was being connected ended the engine.
  it('of a shim that goes in any moment of the connecting is refused or let go, and harms nobody', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
    const listen =
      'socket(S, AF_UNIX, SOCK_SEQPACKET, 0); bind(S, sockaddr_un($ARGV[0])); listen(S, 5); $| = 1; print "."; <STDIN>';
    for (let round = 0; round < 10; round += 1) {
      await rm(join(folder, 'attach'), { force: true });
      const shim = spawn('perl', ['-MSocket', '-e', listen, join(folder, 'attach')]);
      const gone = once(shim, 'exit');
      await once(shim.stdout, 'data');
      const attached = attachStdin(folder).catch((error: unknown) => error);
      for (let turn = 0; turn < round; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      shim.kill('SIGKILL');
      for (const end = Date.now() + 10; Date.now() < end; ); // it is gone before we look again
      const stdin = await attached;
      await gone;
      expect(stdin instanceof GantryError ? stdin.kind : 'connected').toMatch(/^(conflict|connected)$/);
      if (!(stdin instanceof GantryError)) (stdin as StdinConnection).close();
    }
    await rm(folder, { recursive: true });
  });

  it('holds the writer back when the process does not read', async () => {
    const container = await lab.create({ script: 'sleep 0.5; wc -c', request: open });
    await container.start();
    const stdin = await attachStdin(container.bundle);
    let done = false;
    const writing = stdin.write(Buffer.alloc(2 << 20)).then(() => {
      done = true;
    });
    await sleep(200);
    expect(done).toBe(false);
    await writing;
    stdin.end();
    await container.exited();
    expect(await container.output()).toBe(`${2 << 20}\n`);
    await container.delete();
  });

  it('stays open for the next client when it is to be kept', async () => {
    const container = await lab.create({ script: 'while read x; do echo got $x; done', request: kept });
    await container.start();
    for (const word of ['one', 'two']) {
      const stdin = await attachStdin(container.bundle);
      await stdin.write(Buffer.from(`${word}\n`));
      stdin.end();
      stdin.close();
    }
    const both = await until(async () => /two/.exec(await container.output())?.input);
    expect(both).toBe('got one\ngot two\n');
    await container.delete();
  });

  it('throws away what is written after the process has gone, and cannot be opened then', async () => {
    const container = await lab.create({ script: 'read x', request: open });
    await container.start();
    const stdin = await attachStdin(container.bundle);
    await stdin.write(Buffer.from('x\n'));
    await container.exited();
    for (let i = 0; i < 50; i += 1) await stdin.write(Buffer.alloc(100_000));
    stdin.end();
    stdin.close();
    await expect(attachStdin(container.bundle)).rejects.toMatchObject({ kind: 'conflict' });
    await container.delete();
  });

  it('is /dev/null when it was not asked for', async () => {
    const container = await lab.create({ script: 'wc -c' });
    await container.start();
    expect(await container.exited()).toBe(0);
    expect(await container.output()).toBe('0\n');
    await container.delete();
  });
});

describe('a terminal', () => {
  it('echoes what is typed, has a size, and changes it', async () => {
    const container = await lab.create({
      script: 'tty; stty size; read x; stty size; read y; echo $x $y',
      change: terminal,
      request: open,
    });
    await container.start();
    await until(async () => ((await container.output()).includes('24 80') ? true : undefined));
    expect(await resizeConsole(container.bundle, { rows: 50, columns: 132 })).toBe(true);
    const asked = [
      ['one', '50 132'],
      ['two', 'one two'],
    ] as const;
    for (const [word, answer] of asked) {
      const stdin = await attachStdin(container.bundle);
      await stdin.write(Buffer.from(`${word}\n`));
      stdin.close();
      await until(async () => ((await container.output()).includes(answer) ? true : undefined));
    }
    expect(await container.exited()).toBe(0);
    expect(await container.output()).toMatch(
      /^\/dev\/(pts\/0|console)\r+\n24 80\r+\none\r+\n50 132\r+\ntwo\r+\none two\r+\n$/,
    );
    await container.delete();
    expect(await resizeConsole(container.bundle, { rows: 1, columns: 1 })).toBe(false);
  });
});
