import { stat } from 'node:fs/promises';
import { fault } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import type { ReadOnlySubmounts } from './mount-record.ts';

/** Since when each can make mounts below a read-only one read-only too (mount_setattr(2), `rro` of the runtimes). */
const KERNEL: readonly [number, number] = [5, 12];
const RUNTIMES: Readonly<Record<string, readonly [number, number]>> = { runc: [1, 1], crun: [1, 4] };

/**
 * The runtime's word for a read-only mount of `source` (undefined for a folder), in a list; empty for a writable one. A file
 * has nothing mounted below it, and crun 1.8 refuses to make it read-only in depth. Throws `invalid` for what the host cannot.
 */
export async function readOnlyOption(
  deps: Pick<Deps, 'host' | 'runtimes'>,
  { hostConfig }: Pick<ContainerRecord, 'hostConfig'>,
  mount: { readonly readOnly: boolean; readonly readOnlySubmounts: ReadOnlySubmounts },
  source: string | undefined,
): Promise<string[]> {
  if (!mount.readOnly) return [];
  if (mount.readOnlySubmounts === 'never' || (source !== undefined && (await isFile(source)))) return ['ro'];
  const { name, version } = chooseRuntime(deps.runtimes, hostConfig.Runtime);
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const canDo = isSince(deps.host.kernel, KERNEL) && isSince([major, minor], RUNTIMES[name] ?? [0, 0]);
  if (canDo) return ['rro'];
  if (mount.readOnlySubmounts === 'must') {
    throw fault(
      'invalid',
      `recursively read-only mounts need Linux ${KERNEL.join('.')} and runc 1.1 or crun 1.4 or newer`,
    );
  }
  return ['ro'];
}

async function isFile(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory();
  } catch (cause) {
    throw diskFault(`look at ${path}`, cause);
  }
}

function isSince([major, minor]: readonly [number, number], since: readonly [number, number]): boolean {
  return major > since[0] || (major === since[0] && minor >= since[1]);
}
