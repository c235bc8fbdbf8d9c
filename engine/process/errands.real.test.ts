import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runErrand } from './errands.ts';
import { ProgramError, run } from './run.ts';

describe('runErrand', () => {
  it('passes arguments, folder and input on as they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-test-errands-'));
    try {
      const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'));
      const script = 'cat > input; printf %s "$1" > argument';
      await fc.assert(
        fc.asyncProperty(text, text, async (argument, input) => {
          await runErrand({ program: 'sh', args: ['-c', script, 'sh', argument], cwd: folder, input });
          expect(await readFile(join(folder, 'argument'), 'utf8')).toBe(argument);
          expect(await readFile(join(folder, 'input'), 'utf8')).toBe(input);
        }),
        { numRuns: 50 },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('tells how a program failed, and what it complained of', async () => {
    const failure = await runErrand({ program: 'sh', args: ['-c', 'echo out; echo why >&2; exit 3'] }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ProgramError);
    expect(failure).toMatchObject({ message: 'sh exited with 3: why', exit: { code: 3 }, stderr: 'why' });
    await expect(runErrand({ program: 'gantry-no-such-program', args: [] })).rejects.toThrow(
      'the program "gantry-no-such-program" is not installed',
    );
  });

  it('takes other exit codes for success when told', async () => {
    const errand = { program: 'sh', args: ['-c', 'exit 3'], successExitCodes: [0, 3] };
    await expect(runErrand(errand)).resolves.toBeUndefined();
  });

  it('runs many side by side, and hears long complaints in one piece', async () => {
    const began = Date.now();
    const complain = 'sleep 0.3; head -c 9000 /dev/zero | tr "\\0" x >&2; exit 1';
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => runErrand({ program: 'sh', args: ['-c', complain] })),
    );
    expect(Date.now() - began).toBeLessThan(5000);
    for (const each of all) {
      expect(each.status === 'rejected' && (each.reason as ProgramError).stderr).toBe('x'.repeat(2000));
    }
  });

  it('is waited for by a process that has nothing else to do, and then keeps it no longer', async () => {
    const script = `import { runErrand } from './errands.ts';
      await runErrand({ program: 'sleep', args: ['0.3'] });
      console.log('done');`;
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    const { stdout } = await run(process.execPath, ['--input-type=module', '-'], {
      input: outputFiles[0]?.text ?? '',
      timeoutMs: 20_000,
    });
    expect(stdout).toBe('done\n');
  });

  it('hears of what was under way when its shell is killed, and goes on with another', async () => {
    const underWay = runErrand({ program: 'sleep', args: ['0.5'] });
    await sleep(200);
    for (const pid of await ownShells()) process.kill(pid, 'SIGKILL');
    await expect(runErrand({ program: 'true', args: [] })).rejects.toThrow(/killed/);
    await runErrand({ program: 'true', args: [] });
    await underWay;
  });

  it('gives up what does not end in time, and asks another shell from then on', async () => {
    const other = runErrand({ program: 'sh', args: ['-c', 'sleep 1; exit 7'] });
    const before = await ownShells();
    await expect(runErrand({ program: 'sleep', args: ['5'], limitMs: 200 })).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'sleep 5 did not end within 200 ms',
    });
    await runErrand({ program: 'true', args: [] });
    expect(before).not.toEqual(expect.arrayContaining(await ownShells()));
    await expect(other).rejects.toThrow('sh exited with 7');
  });
});

/** Shells that are children of this very process. */
async function ownShells(): Promise<number[]> {
  const shells: number[] = [];
  for (const task of await readdir('/proc/self/task')) {
    const children = await readFile(`/proc/self/task/${task}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean).map(Number)) {
      if ((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'sh') shells.push(pid);
    }
  }
  return shells;
}
