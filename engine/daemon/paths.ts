import { join } from 'node:path';
import type { Roots } from './flags.ts';

/** Every path that an instance uses below its two roots. Nothing else may be made there: `reset` removes exactly these. */
export interface Paths {
  /** Held as long as an engine runs on the data root. */
  readonly lock: string;
  /** Eight hex digits: the instance's id. */
  readonly instance: string;
  readonly images: string;
  readonly layers: string;
  readonly containers: string;
  /** Of containers that are no more. */
  readonly removedLogs: string;
  readonly networks: string;
  readonly volumes: string;
  /** What containers used, and what happened. */
  readonly recorder: string;
  /** The builder's cache, and the contexts of builds under way. */
  readonly builder: string;
  readonly execLock: string;
  /** Images while a build looks into them. */
  readonly builds: string;
  /** Bundles, one folder for each run. */
  readonly bundles: string;
  /** Parts of volumes, and images, that are mounted in containers. */
  readonly stages: string;
  /** Containers without a process, mounted while somebody looks into them. */
  readonly looks: string;
  /** Exit files that shims leave. */
  readonly exits: string;
  /** Sandboxes of running containers, and the holder's socket. */
  readonly sandboxes: string;
  /** The runtimes' own records. */
  readonly runtimes: string;
  /** Which runtimes were found to work since the machine started. */
  readonly verdicts: string;
}

/** The paths of an instance. */
export function pathsOf({ dataRoot, execRoot }: Roots): Paths {
  return {
    lock: join(dataRoot, 'lock'),
    instance: join(dataRoot, 'instance'),
    images: join(dataRoot, 'images'),
    layers: join(dataRoot, 'layers'),
    builder: join(dataRoot, 'builder'),
    builds: join(execRoot, 'builds'),
    containers: join(dataRoot, 'containers'),
    removedLogs: join(dataRoot, 'removed-logs'),
    networks: join(dataRoot, 'networks'),
    volumes: join(dataRoot, 'volumes'),
    recorder: join(dataRoot, 'recorder'),
    execLock: join(execRoot, 'lock'),
    bundles: join(execRoot, 'containers'),
    stages: join(execRoot, 'mounts'),
    looks: join(execRoot, 'looks'),
    exits: join(execRoot, 'exits'),
    sandboxes: join(execRoot, 'networks'),
    runtimes: join(execRoot, 'runtime'),
    verdicts: join(execRoot, 'runtimes.json'),
  };
}
