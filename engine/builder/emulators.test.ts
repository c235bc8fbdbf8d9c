import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostPlatform } from '../images/platform.ts';
import { requireRunnable } from './emulators.ts';
import { OWN_PLATFORM, platformNamed } from './target-platform.ts';

describe('platforms', () => {
  it.each([
    ['linux/arm64/v8', 'linux/arm64'],
    ['aarch64', 'linux/arm64'],
    ['LINUX/X86_64', 'linux/amd64'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux', OWN_PLATFORM],
    ['local', OWN_PLATFORM],
    ['riscv64', 'linux/riscv64'],
  ])('%s is %s', (text, platform) => {
    expect(platformNamed(text)).toBe(platform);
  });

  it.each(['windows/amd64', 'darwin/arm64', 'a/b/c/d', 'linux/', ''])('%j is refused', (text) => {
    expect(() => platformNamed(text)).toThrow(/platform/);
  });
});

describe('programs of another processor', () => {
  let folder: string;
  const line = (flags: string, state = 'enabled') =>
    `${state}\ninterpreter /usr/bin/qemu\nflags: ${flags}\noffset 0\n`;
  const run = (architecture: string) => requireRunnable({ os: 'linux', architecture }, folder);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-test-binfmt-'));
    await writeFile(join(folder, 'qemu-s390x'), line('OCF'));
    await writeFile(join(folder, 'qemu-riscv64'), line('OC'));
    await writeFile(join(folder, 'qemu-ppc64le'), line('F', 'disabled'));
    await writeFile(join(folder, 'status'), 'enabled\n');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('run when an emulator is registered that containers have too', async () => {
    await expect(run('s390x')).resolves.toBeUndefined();
    await expect(run(hostPlatform.architecture)).resolves.toBeUndefined();
  });

  it.each([
    ['riscv64', 'without the flag F'],
    ['ppc64le', 'switched off'],
    ['mips64le', 'no emulator for it is registered'],
  ])('of %s do not: %s', async (architecture, why) => {
    await expect(run(architecture)).rejects.toThrow(why);
    await expect(run(architecture)).rejects.toThrow('Install qemu-user-static');
  });
});
