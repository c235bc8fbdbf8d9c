import type { Logger } from '../../base/logger.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import type { RuntimeName } from '../runtime.ts';

/** What a driver stands on. */
export interface DriverOptions {
  readonly name: RuntimeName;
  readonly path: string;
  readonly version: string;
  /** Path of conmon. */
  readonly conmon: string;
  /** The runtime's `--root`. */
  readonly root: string;
  /** The cgroup that shims are moved to, so that they do not die with the engine's. */
  readonly shimCgroup: string;
  readonly layout: CgroupLayout;
  readonly logger: Logger;
}
