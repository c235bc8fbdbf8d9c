import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kernelFileIfThere } from '../../disk/kernel-file.ts';
import type { CgroupLayout } from './layout.ts';

/** For so long after it was last asked for: what lies between a request and the moves that it leads to. */
const SOON_MS = 60;
/** Less than the shortest grace period, so that the kernel never falls back. */
const STEP_MS = 8;

/**
 * To put a process into a control group, the kernel first waits until everybody has noticed that forks are to wait
 * (`cgroup_threadgroup_rwsem`): a grace period of RCU, 10 to 30 ms on an idle machine and a fifth of `docker exec`. A second
 * move right after the first does not wait. So while all else is being prepared, we put our own process where it already is.
 */
export class MoveHastener {
  readonly #layout: Pick<CgroupLayout, 'unified' | 'controllers'>;
  #until = 0;
  #isAtIt = false;

  constructor(layout: Pick<CgroupLayout, 'unified' | 'controllers'>) {
    this.#layout = layout;
  }

  /** A process will be put into a control group in a moment. Returns at once; what goes wrong only costs time. */
  hasten(): void {
    this.#until = performance.now() + SOON_MS;
    if (this.#isAtIt) return;
    this.#isAtIt = true;
    void this.#keepReady()
      .catch(() => undefined)
      .finally(() => {
        this.#isAtIt = false;
      });
  }

  async #keepReady(): Promise<void> {
    while (performance.now() < this.#until) {
      const own = this.#ownProcesses();
      if (own === undefined) return;
      await writeFile(own, String(process.pid), { flag: 'r+' });
      await sleep(STEP_MS);
    }
  }

  /**
   * `cgroup.procs` of the group that we are in, in any hierarchy (proc_pid_cgroup(5)); asked each time, since we may be moved.
   * Undefined when it is not to be seen from here.
   */
  #ownProcesses(): string | undefined {
    const lines = (kernelFileIfThere('/proc/self/cgroup') ?? '').trim().split('\n');
    for (const line of lines) {
      const [, names = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      const mount =
        names === '' ? this.#layout.unified : this.#layout.controllers.get(names.split(',')[0] ?? '');
      if (mount !== undefined && !path.includes('..')) return join(mount, path, 'cgroup.procs');
    }
    return undefined;
  }
}
