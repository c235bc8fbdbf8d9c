import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/busybox-bundle.ts';
import { makeRuntimeLab, outputOf, type RuntimeLab } from '../testing/runtime-lab.ts';
import { readProcessStat } from './process-stat.ts';
import { StartFault } from './start-fault.ts';

let lab: RuntimeLab;
beforeAll(async () => {
  lab = await makeRuntimeLab();
});
afterAll(() => lab.close());

describe('the life of a container', () => {
  it('is created, waits, runs, leaves its exit code and its log, and is deleted', async () => {
    const container = await lab.create({ script: 'echo out; echo err >&2; printf rest; exit 7' });
    expect(await lab.runtime.state(container.id)).toEqual({ status: 'created', pid: container.pid });
    expect(await lab.runtime.list()).toContain(container.id);
    expect(await container.output()).toBe('');
    await container.start();
    expect(await container.exited()).toBe(7);
    expect(await container.output()).toContain('out\n');
    expect(await container.output()).toContain('err\n');
    expect(await container.output()).toContain('rest');
    expect(await lab.runtime.state(container.id)).toEqual({ status: 'stopped', pid: 0 });
    await lab.runtime.delete(container.id, { force: false });
    expect(await lab.runtime.state(container.id)).toBeUndefined();
    expect(await lab.runtime.list()).not.toContain(container.id);
  });

  it('cannot be started twice', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    await expect(container.start()).rejects.toMatchObject({ kind: 'conflict' });
    await container.delete();
    await expect(container.start()).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('takes a signal, and refuses one when it has ended', async () => {
    const container = await lab.create({ script: 'trap "exit 9" TERM; while true; do sleep 0.01; done' });
    await container.start();
    await until(async () => ((await lab.runtime.processes(container.id)).length > 1 ? true : undefined));
    await lab.runtime.kill(container.id, 15);
    expect(await container.exited()).toBe(9);
    await expect(lab.runtime.kill(container.id, 15)).rejects.toMatchObject({ kind: 'conflict' });
    await container.delete();
    await expect(lab.runtime.kill(container.id, 15)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('says 128 and the signal when a signal ended it', async () => {
    const container = await lab.create({ script: 'kill -9 $$', args: ['/bin/sleep', '100'] });
    await container.start();
    await lab.runtime.kill(container.id, 9);
    expect(await container.exited()).toBe(137);
    await container.delete();
  });

  it('can be paused and resumed', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    await expect(lab.runtime.resume(container.id)).rejects.toMatchObject({ kind: 'conflict' });
    await lab.runtime.pause(container.id);
    expect((await lab.runtime.state(container.id))?.status).toBe('paused');
    await expect(lab.runtime.pause(container.id)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(container.exec(['true'])).rejects.toMatchObject({ kind: 'conflict' });
    await lab.runtime.resume(container.id);
    expect((await lab.runtime.state(container.id))?.status).toBe('running');
    await container.delete();
  });

  it('can be deleted with force while it is paused, created or running, and deleted again', async () => {
    const paused = await lab.create({ script: 'sleep 100' });
    await paused.start();
    await lab.runtime.pause(paused.id);
    const created = await lab.create({ script: 'sleep 100' });
    const running = await lab.create({ script: 'sleep 100 & sleep 100' });
    await running.start();
    await expect(lab.runtime.delete(running.id, { force: false })).rejects.toMatchObject({
      kind: 'conflict',
    });
    for (const container of [paused, created, running]) {
      await container.delete();
      await container.delete();
      expect(await readProcessStat(container.pid)).toBeUndefined();
      expect(await lab.runtime.state(container.id)).toBeUndefined();
    }
  });

  it('lists all processes by their pids on the host', async () => {
    const container = await lab.create({ script: 'sleep 100 & sleep 100 & wait' });
    await container.start();
    const pids = await until(async () => {
      const found = await lab.runtime.processes(container.id);
      return found.length === 3 ? found : undefined;
    });
    expect(pids).toContain(container.pid);
    await container.delete();
    expect(await lab.runtime.processes(container.id)).toEqual([]);
  });

  it('takes new limits while it runs', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    await lab.runtime.update(container.id, { pids: { limit: 50 }, memory: { limit: 64 << 20 } });
    const cgroup = `${lab.host.cgroups.controllers.get('pids')}/gantry-${lab.instance}/${container.id}`;
    expect(await readFile(`${cgroup}/pids.max`, 'utf8')).toBe('50\n');
    await expect(lab.runtime.update(container.id, { cpu: { cpus: '900' } })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await container.delete();
  });
});

describe('a shim', () => {
  it('is no child of ours and lives in a session and a cgroup of its own', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    expect((await readProcessStat(container.conmonPid))?.parent).not.toBe(process.pid);
    const cgroups = await readFile(`/proc/${container.conmonPid}/cgroup`, 'utf8');
    expect(cgroups).toContain(`:/gantry-${lab.instance}/shims\n`);
    expect(cgroups).not.toContain(container.id);
    await container.delete();
    await until(async () => ((await readProcessStat(container.conmonPid)) === undefined ? true : undefined));
  });

  // What a shell starts in its background would not hear SIGINT, nor would its children.
  it('begins with no signal ignored or blocked', async () => {
    const container = await lab.create({ args: ['/bin/cat', '/proc/self/status'] });
    await container.start();
    await container.exited();
    expect(await container.output()).toMatch(/SigBlk:\t0+\nSigIgn:\t0+\n/);
    await container.delete();
  });
});

describe('a command that cannot run', () => {
  const prefix =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: ';
  const words = `${prefix}runc create failed: unable to start container process: exec: `;
  it.each([
    ['nosuch', 127, `${words}"nosuch": executable file not found in $PATH: unknown`],
    ['/no/such', 127, `${words}"/no/such": stat /no/such: no such file or directory: unknown`],
    ['/etc/passwd', 126, `${words}"/etc/passwd": permission denied: unknown`],
    ['/etc', 126, `${words}"/etc": permission denied: unknown`],
  ] as const)('%s fails the creation with %i in the words of dockerd', async (command, exitCode, message) => {
    const failure = await lab.create({ args: [command] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartFault);
    expect(failure).toMatchObject({ kind: 'invalid', exitCode, message });
    expect(await lab.runtime.list()).toEqual([]);
  });

  it('leaves neither a cgroup nor a process behind', async () => {
    await lab.create({ args: ['nosuch'] }).catch(() => undefined);
    for (const mount of lab.host.cgroups.hierarchies) {
      const left = await readdir(`${mount}/gantry-${lab.instance}`, { withFileTypes: true }).catch(() => []);
      expect(left.filter((entry) => entry.isDirectory() && entry.name !== 'shims')).toEqual([]);
    }
  });

  it('fails an exec in the words of dockerd', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = 'OCI runtime exec failed: exec failed: unable to start container process: exec: ';
    await expect(container.exec(['nosuch'])).rejects.toMatchObject({
      exitCode: 127,
      message: `${exec}"nosuch": executable file not found in $PATH: unknown`,
    });
    await expect(container.exec(['/etc/passwd'])).rejects.toMatchObject({
      exitCode: 126,
      message: `${exec}"/etc/passwd": permission denied: unknown`,
    });
    await container.delete();
  });
});

describe('an exec', () => {
  it('tells its output by stream and its exit code', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['sh', '-c', 'echo out; sleep 0.1; echo err >&2; exit 42']);
    const chunks: [string, string][] = [];
    for await (const { stream, data } of exec.output) chunks.push([stream, data.toString()]);
    expect(chunks).toEqual([
      ['stdout', 'out\n'],
      ['stderr', 'err\n'],
    ]);
    expect(await exec.exited).toBe(42);
    expect(exec.kill(9)).toBe(false);
    await container.delete();
  });

  it('ends with its process even when a child of it keeps the output open', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['sh', '-c', 'sleep 60 & echo started']);
    expect(await outputOf(exec)).toBe('started\n');
    expect(await exec.exited).toBe(0);
    await container.delete();
  });

  it('can be killed', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['sleep', '100']);
    expect(exec.kill(15)).toBe(true);
    expect(await exec.exited).toBe(143);
    await container.delete();
  });

  it('leaves an exit file when it is detached', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['sh', '-c', 'echo unheard; exit 3'], { detach: true });
    expect(await outputOf(exec)).toBe('');
    expect(await exec.exited).toBe(3);
    await container.delete();
  });

  it('has a terminal of the wanted size, which can be changed', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    // crun 1.8 sets the size beside the start: who asks in the first millisecond may see none, and is told by SIGWINCH.
    const sized = 'while [ "$(stty size)" = "0 0" ]; do :; done; stty size';
    const exec = await container.exec(['sh', '-c', `${sized}; read line; stty size`], {
      stdin: true,
      process: { terminal: true, consoleSize: { rows: 33, columns: 101 } },
    });
    let text = '';
    for await (const { data } of exec.output) {
      text += data.toString();
      if (text === '33 101\r\n') {
        await exec.resize({ rows: 50, columns: 132 });
        exec.stdin?.write('go\n');
      }
    }
    expect(text).toBe('33 101\r\ngo\r\n50 132\r\n');
    expect(await exec.exited).toBe(0);
    await container.delete();
  });

  it('carries much data both ways, slowed down by a slow reader, without loss', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['cat'], { stdin: true });
    const size = 8 << 20;
    const block = Buffer.alloc(1 << 16, 'gantry\n\0\xff');
    const feeding = (async () => {
      for (let sent = 0; sent < size; sent += block.length) {
        await new Promise<void>((resolve) => exec.stdin?.write(block, () => resolve()));
      }
      exec.stdin?.end();
    })();
    let got = 0;
    for await (const { data } of exec.output) {
      got += data.length;
      if (got < 1 << 20) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await feeding;
    expect(got).toBe(size);
    expect(await exec.exited).toBe(0);
    await container.delete();
  });

  it('runs on when nobody reads any more', async () => {
    const container = await lab.create({ script: 'sleep 100' });
    await container.start();
    const exec = await container.exec(['sh', '-c', 'yes | head -c 5000000; exit 5']);
    for await (const _chunk of exec.output) break;
    expect(await exec.exited).toBe(5);
    await container.delete();
  });
});
