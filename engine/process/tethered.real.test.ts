import { readlink } from 'node:fs/promises';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { start } from './run.ts';
import { startTethered } from './tethered.ts';

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startTethered', () => {
  it('holds what its program made, until it is closed', async () => {
    const held = await startTethered('unshare', ['--net']);
    expect(await readlink(`/proc/${held.pid}/ns/net`)).not.toBe(await readlink('/proc/self/ns/net'));
    held.close();
    await expect.poll(() => isThere(held.pid)).toBe(false);
    held.close();
  });

  it('tells what the program complained of', async () => {
    await expect(startTethered('unshare', ['--no-such-option'])).rejects.toThrow(
      /no-such-option|unshare --help/,
    );
    await expect(startTethered('gantry-no-such-program', [])).rejects.toThrow('not found');
  });

  it('is gone when we are killed', async () => {
    const script = `import { startTethered } from './tethered.ts';
      const { pid } = await startTethered('env', []);
      console.log(pid);
      setInterval(() => undefined, 1000);`;
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    const child = await start(process.execPath, ['--input-type=module', '-']);
    child.stdin?.end(outputFiles[0]?.text ?? '');
    const pid = await new Promise<number>((resolve) =>
      child.stdout?.once('data', (text) => resolve(Number(text))),
    );
    expect(isThere(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false);
  });
});
