import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a test of real containers, with a root file system of busybox. */
export interface BusyboxLab {
  readonly folder: string;
  readonly rootfs: string;
  /** Makes an empty bundle folder for `id`; its name is long on purpose, longer than a socket's address may be. */
  bundle(id: string): Promise<string>;
  remove(): Promise<void>;
}

const APPLETS =
  'sh cat echo true false sleep dd md5sum head tail stty tty id ls ps kill touch yes env pwd hostname seq wc grep';

/** Makes a lab from the machine's static busybox (Debian's busybox-static). */
export async function makeBusyboxLab(): Promise<BusyboxLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-runtime-'));
  const rootfs = join(folder, 'rootfs');
  for (const name of ['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'tmp']) {
    await mkdir(join(rootfs, name), { recursive: true });
  }
  await copyFile('/usr/bin/busybox', join(rootfs, 'bin/busybox'));
  for (const applet of `${APPLETS} mount umount unshare mknod readlink chmod mkdir test printf nproc ulimit`.split(
    ' ',
  )) {
    await symlink('busybox', join(rootfs, 'bin', applet));
  }
  await writeFile(
    join(rootfs, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n',
  );
  await writeFile(join(rootfs, 'etc/group'), 'root:x:0:\nann:x:1000:\nwheel:x:10:ann\n');
  return {
    folder,
    rootfs,
    bundle: async (id) => {
      const bundle = join(
        folder,
        'a-folder-with-a-name-that-makes-the-path-longer-than-108-bytes',
        id.padEnd(64, 'x'),
      );
      await mkdir(bundle, { recursive: true });
      return bundle;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Waits until `look` answers something, for at most `ms` milliseconds. */
export async function until<T>(look: () => Promise<T | undefined>, ms = 10_000): Promise<T> {
  for (const end = Date.now() + ms; ; ) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`nothing after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A file's text, '' when it is not there. */
export const textOf = (path: string) => readFile(path, 'utf8').catch(() => '');
