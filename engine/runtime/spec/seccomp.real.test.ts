import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRuntimeLab, type RuntimeLab } from '../../testing/runtime-lab.ts';
import type { SpecInput } from './spec-input.ts';

let lab: RuntimeLab;
beforeAll(async () => {
  lab = await makeRuntimeLab();
});
afterAll(() => lab.close());

async function inside(script: string, change: (input: SpecInput) => SpecInput = (input) => input) {
  const container = await lab.create({ script, change });
  await container.start();
  await container.exited();
  const text = await container.output();
  await container.delete();
  return text;
}

const withCapabilities =
  (...capAdd: string[]) =>
  (input: SpecInput) => ({
    ...input,
    process: { ...input.process, capAdd },
  });

describe('the default profile', () => {
  it('is in force', async () => {
    expect(await inside('grep Seccomp: /proc/self/status')).toBe('Seccomp:\t2\n');
  });

  it('lets CAP_SYS_ADMIN mount, and nobody else unshare', async () => {
    expect(await inside('mount -t tmpfs x /tmp && echo mounted', withCapabilities('SYS_ADMIN'))).toBe(
      'mounted\n',
    );
    expect(await inside('unshare -U true && echo unshared')).toContain('unshare');
    expect(await inside('unshare -U true && echo unshared')).not.toContain('unshared');
  });
});

describe('a profile of one’s own', () => {
  it('takes the place of the default one, unknown names and all', async () => {
    const text = await inside('mkdir /tmp/x; echo done', (input) => ({
      ...input,
      seccomp: {
        defaultAction: 'SCMP_ACT_ALLOW',
        syscalls: [
          { names: ['mkdir', 'mkdirat', 'a_call_of_the_future'], action: 'SCMP_ACT_ERRNO', errnoRet: 95 },
        ],
      },
    }));
    expect(text).toContain("mkdir: can't create directory '/tmp/x': Operation not supported\n");
    expect(text).toContain('done\n');
  });

  it('may be none', async () => {
    expect(
      await inside('grep Seccomp: /proc/self/status', (input) => ({ ...input, seccomp: 'unconfined' })),
    ).toBe('Seccomp:\t0\n');
  });
});
