import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fault, messageOf } from '../../../base/errors.ts';
import { programEnv, run } from '../../../process/run.ts';
import type { ProbeOrder, ProbeResult } from './probe.ts';

/** Longer than all look-ups and tries of one order together. */
const LIMIT_MS = 40_000;

/** Runs the probe in the network namespace of a process, or in ours. Throws `system` when it cannot be started there, `conflict` when the process ends. */
export async function runProbe(
  pid: number | undefined,
  order: ProbeOrder,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const command = [process.execPath, programPath()];
  // The container's network only: its files may have no Node, and its users no right to it.
  const [program = '', ...args] =
    pid === undefined ? command : ['nsenter', `--net=/proc/${pid}/ns/net`, ...command];
  const env = programEnv('electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {});
  const input = JSON.stringify(order);
  const { stdout } = await run(program, args, { input, timeoutMs: LIMIT_MS, env, signal }).catch(
    (cause: unknown) => {
      if (pid === undefined || existsSync(`/proc/${pid}/ns/net`)) throw cause;
      throw fault('conflict', 'the container that asks ended while it was being asked', cause);
    },
  );
  try {
    return JSON.parse(stdout) as ProbeResult;
  } catch (error) {
    throw fault('system', `the probe answered no JSON: ${messageOf(error)}`, error);
  }
}

/** Beside the engine's bundle; from the sources, in the last build. */
function programPath(): string {
  for (const folder of ['.', '../../../../.build/engine']) {
    const path = join(import.meta.dirname, folder, 'reach.worker.js');
    if (existsSync(path)) return path;
  }
  throw fault('system', 'the file reach.worker.js is missing; the installation is not whole');
}
