import { readFile } from 'node:fs/promises';
import type { Mount } from '../base/mount.ts';
import { runErrand } from './errands.ts';
import { ProgramError, run } from './run.ts';

/** Performs one mount. The target must exist. Throws `system` with mount(8)'s words. */
export async function mount(value: Mount): Promise<void> {
  const options = value.options.length > 0 ? ['-o', value.options.join(',')] : [];
  const kind = value.type === 'bind' ? ['--bind'] : ['-t', value.type];
  const args = ['-n', ...kind, ...options, '--', value.source, value.target];
  const place = value.cwd === undefined ? {} : { cwd: value.cwd };
  // An overlay asks nobody but the kernel; what is mounted from elsewhere may hang, and is then given up.
  if (value.type === 'overlay') await runErrand({ program: 'mount', args, ...place });
  else await run('mount', args, { timeoutMs: 30_000, ...place });
}

/** Binds a path as it is, without looking up links in it first: for `/proc/PID/fd/N`, which names one file and no other. */
export async function bindExactly(source: string, target: string): Promise<void> {
  await run('mount', ['-n', '--no-canonicalize', '--bind', '--', source, target], { timeoutMs: 30_000 });
}

/** Takes a mount off; fine when nothing is mounted there. With `lazy`, also one that is in use. */
export async function unmount(target: string, options: { readonly lazy?: boolean } = {}): Promise<void> {
  try {
    if (options.lazy === true) await runErrand({ program: 'umount', args: ['-n', '-l', '--', target] });
    else await run('umount', ['-n', '--', target], { timeoutMs: 30_000 });
  } catch (error) {
    if (error instanceof ProgramError && /not mounted|no mount point|not found/.test(error.stderr)) return;
    throw error;
  }
}

/** The paths of everything mounted at or below `folder`, deepest first (proc(5), mountinfo). */
export async function mountsBelow(folder: string): Promise<string[]> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  return table
    .split('\n')
    .map((line) => line.split(' ')[4])
    .filter((path): path is string => path !== undefined)
    .map((path) =>
      path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}
