import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '../base/errors.ts';
import type { Platform } from '../blobs/descriptor.ts';
import { platformText } from '../images/choose-platform.ts';
import { hostPlatform } from '../images/platform.ts';

/** Where the kernel tells which programs run what the processor cannot (Linux, admin-guide/binfmt-misc). */
const REGISTERED = '/proc/sys/fs/binfmt_misc';

/** QEMU's names of processors. */
const QEMU: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  '386': 'i386',
  arm64: 'aarch64',
  loong64: 'loongarch64',
  mips64le: 'mips64el',
};
/** What a processor runs by itself beside its own. */
const ALSO: Readonly<Record<string, readonly string[]>> = { amd64: ['386'] };

/**
 * Throws `unavailable` when programs of a platform cannot run on this machine, neither by themselves nor through an emulator
 * that is registered with the kernel for containers too.
 */
export async function requireRunnable(platform: Platform, registered = REGISTERED): Promise<void> {
  const { architecture } = platform;
  const own = hostPlatform.architecture;
  if (architecture === '' || architecture === own || ALSO[own]?.includes(architecture) === true) return;
  const name = `qemu-${QEMU[architecture] ?? architecture}`;
  const found = await registration(join(registered, name));
  if (found?.isEnabled === true && found.isFixed) return;
  const why =
    found === undefined
      ? `no emulator for it is registered in ${registered}`
      : found.isEnabled
        ? `its emulator is registered without the flag F, so containers do not have it`
        : `its emulator is registered, but switched off`;
  const others = (await emulatorsIn(registered)).join(', ');
  throw fault(
    'unavailable',
    `this machine (${platformText(hostPlatform)}) cannot run programs for ${platformText(platform)}: ${why}${others === '' ? '' : ` (there are: ${others})`}. ` +
      'Install qemu-user-static and binfmt-support (Debian, Ubuntu), qemu-user-static (Fedora) or qemu-user-static-binfmt (Arch), and build again',
  );
}

interface Registration {
  readonly isEnabled: boolean;
  /** The kernel opened the emulator when it was registered, so it is there in every root. */
  readonly isFixed: boolean;
}

async function registration(path: string): Promise<Registration | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return { isEnabled: /^enabled$/m.test(text), isFixed: /^flags: .*F/m.test(text) };
  } catch {
    return undefined;
  }
}

async function emulatorsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith('qemu-')).sort();
}
