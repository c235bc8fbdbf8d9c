import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../base/errors.ts';
import { diskFault, readTextIfThere } from '../../disk/atomic-write.ts';
import { isFrozen } from '../cgroup/freezer.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import { isAlive } from '../process-stat.ts';
import type { RuntimeState } from '../runtime.ts';
import { type Dialect, type RuntimeRecord, START_FIFO } from './dialect.ts';

/** What the runtime wrote down in its root about a container; undefined when it does not know it. */
export async function readRecord(
  dialect: Dialect,
  root: string,
  id: string,
): Promise<RuntimeRecord | undefined> {
  const text = await readTextIfThere(join(root, id, dialect.recordFile));
  return text === undefined ? undefined : dialect.parseRecord(text);
}

/** The ids of all containers in a runtime's root, in no order. */
export async function listRecords(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw diskFault(`read ${root}`, cause);
  }
}

/**
 * What the kernel says about a recorded container; it is what the runtime's own `state` command looks at, without a
 * program being started.
 */
export async function observe(
  record: RuntimeRecord,
  root: string,
  id: string,
  layout: CgroupLayout,
): Promise<RuntimeState> {
  if (!(await isAlive(record.pid, record.startTime))) return { status: 'stopped', pid: 0 };
  const [waits, frozen] = await Promise.all([
    exists(join(root, id, START_FIFO)),
    isFrozen(layout, record.cgroupsPath),
  ]);
  return { status: waits ? 'created' : frozen ? 'paused' : 'running', pid: record.pid };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
