import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { writeOptional } from '../cgroup/freezer.ts';
import type { DriverOptions } from '../driver/options.ts';

/**
 * Moves the process that starts shims out of the engine's cgroup into the one for shims, in those hierarchies by which a
 * service manager or a session ends what belongs together (v2, and the named ones of v1). Shims that are not there work all
 * the same.
 */
export async function moveToShims(options: DriverOptions, pid: number): Promise<void> {
  const { layout, shimCgroup, logger } = options;
  try {
    for (const mount of layout.tracking) {
      const folder = join(mount, shimCgroup);
      const file = join(folder, 'cgroup.procs');
      if (await writeOptional(file, String(pid))) continue;
      await mkdir(folder, { recursive: true });
      await writeOptional(file, String(pid));
    }
  } catch (cause) {
    logger.warn('containers would end together with the engine: their shims cannot be in another cgroup', {
      pid,
      error: messageOf(cause),
    });
  }
}
