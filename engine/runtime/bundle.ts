import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../base/errors.ts';
import { diskFault, readTextIfThere } from '../disk/atomic-write.ts';
import type { OciSpec } from './spec/oci.ts';
import { specJson } from './spec/spec-json.ts';

/** The files of a bundle: `config.json` is the caller's, the others are the shim's and the runtime's. */
export const bundleFiles = (bundle: string) => ({
  config: join(bundle, 'config.json'),
  /** Of the container's first process. */
  pid: join(bundle, 'pidfile'),
  shimPid: join(bundle, 'shim.pid'),
  /** What conmon says before it goes to the background. */
  shimLog: join(bundle, 'shim.log'),
  /** What the runtime says, one JSON object per line. */
  runtimeLog: join(bundle, 'runtime.log'),
  /** SOCK_SEQPACKET; see `attachStdin`. */
  attach: join(bundle, 'attach'),
  /** Fifo for terminal sizes; see `resizeConsole`. */
  control: join(bundle, 'ctl'),
  /** Appears when the kernel killed a process of the container for want of memory. */
  oom: join(bundle, 'oom'),
});

/**
 * Writes `config.json`. Once and without fsync: after a power cut there is no container to belong to. Throws `system`
 * naming the path.
 */
export async function writeBundle(bundle: string, spec: OciSpec): Promise<void> {
  const path = bundleFiles(bundle).config;
  try {
    await writeFile(path, specJson(spec), { mode: 0o600 });
  } catch (cause) {
    throw diskFault(`write ${path}`, cause);
  }
}

/**
 * The exit code that the shim left in `exitDir`, undefined while the process runs (or when it never ran). By then all
 * output is in the log.
 */
export function readExitCode(exitDir: string, id: string): Promise<number | undefined> {
  return readNumber(join(exitDir, id));
}

/** The shim's pid, undefined before it started. It may be gone, and the number given to another process. */
export function readShimPid(bundle: string): Promise<number | undefined> {
  return readNumber(bundleFiles(bundle).shimPid);
}

/** The pid of what the runtime made, undefined before it did. It may be gone, and the number given to another process. */
export function readProcessPid(bundle: string): Promise<number | undefined> {
  return readNumber(bundleFiles(bundle).pid);
}

/** True when the kernel's OOM killer struck in the container since it was created. */
export async function wasOomKilled(bundle: string): Promise<boolean> {
  try {
    await stat(bundleFiles(bundle).oom);
    return true;
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return false;
    throw diskFault(`look at ${bundleFiles(bundle).oom}`, cause);
  }
}

/** A file with one decimal number; undefined when it is missing or still empty. */
async function readNumber(path: string): Promise<number | undefined> {
  const text = await readTextIfThere(path);
  return text !== undefined && /^\d+\s*$/.test(text) ? Number.parseInt(text, 10) : undefined;
}
