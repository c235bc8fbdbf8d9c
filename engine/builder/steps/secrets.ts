import { chmod, chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../disk/atomic-write.ts';
import { mount, unmount } from '../../process/mount.ts';
import type { RunMount } from '../dockerfile/run-mount.ts';

type SecretMount = Extract<RunMount, { readonly type: 'secret' | 'ssh' }>;

/** The secrets of one step as files in memory, in a mount that is made with the first of them. */
export class Secrets {
  readonly #folder: string;
  #count = 0;

  /** @param folder is made when it is needed */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a secret, to be read by whom its mount names, and answers where. */
  async file(value: string, { mode, uid, gid }: SecretMount): Promise<string> {
    if (this.#count === 0) {
      await makeFolder(this.#folder, 0o700);
      await mount({
        type: 'tmpfs',
        source: 'tmpfs',
        target: this.#folder,
        options: ['size=4m', 'mode=0700', 'noswap'],
      }).catch(() =>
        mount({ type: 'tmpfs', source: 'tmpfs', target: this.#folder, options: ['size=4m', 'mode=0700'] }),
      );
    }
    this.#count += 1;
    const path = join(this.#folder, String(this.#count));
    await writeFile(path, value, { mode: 0o600 });
    await chown(path, uid, gid);
    await chmod(path, mode);
    return path;
  }

  async close(): Promise<void> {
    if (this.#count > 0) await unmount(this.#folder, { lazy: true });
  }
}

/** Secrets that a step wants as variables. */
export function secretEnv(
  mounts: readonly RunMount[],
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  return mounts.flatMap((one) => {
    if (one.type !== 'secret' || one.env === undefined) return [];
    const value = secrets[one.id];
    return value === undefined ? [] : [`${one.env}=${value}`];
  });
}
