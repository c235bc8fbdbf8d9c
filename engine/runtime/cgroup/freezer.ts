import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { kernelFileIfThere } from '../../disk/kernel-file.ts';
import { type CgroupLayout, cgroupFolder } from './layout.ts';

/** True when every process of the cgroup is frozen, or on its way there. */
export async function isFrozen(layout: CgroupLayout, path: string): Promise<boolean> {
  const v1 = cgroupFolder(layout, 'freezer', path);
  if (v1 !== undefined) return /^FR(OZEN|EEZING)/.test(kernelFileIfThere(join(v1, 'freezer.state')) ?? '');
  if (layout.unified === undefined) return false;
  return kernelFileIfThere(join(layout.unified, path, 'cgroup.freeze'))?.startsWith('1') === true;
}

/** Freezes or thaws a cgroup; does nothing when it does not exist or nothing can freeze. */
export async function setFrozen(layout: CgroupLayout, path: string, frozen: boolean): Promise<void> {
  const v1 = cgroupFolder(layout, 'freezer', path);
  if (v1 !== undefined) await writeOptional(join(v1, 'freezer.state'), frozen ? 'FROZEN' : 'THAWED');
  else if (layout.unified !== undefined) {
    await writeOptional(join(layout.unified, path, 'cgroup.freeze'), frozen ? '1' : '0');
  }
}

/** Writes to a file of a cgroup; false when the cgroup (or the file) does not exist. */
export async function writeOptional(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'r+' });
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENODEV') return false;
    throw error;
  }
}
