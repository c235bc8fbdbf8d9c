import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../../base/errors.ts';
import { readTextIfThere } from '../../disk/atomic-write.ts';
import { pidIsTaken } from '../process-stat.ts';
import { endShim } from './conmon.ts';

const LOOK_MS = 10;
const PATIENCE_MS = 2000;

/**
 * Ends the shims of containers that do not run, with the runtimes that they wait for: an engine that was killed amid a start
 * leaves one that goes on making its container. `bundles` is the folder with the bundles of this instance. For the start of an
 * engine, while nothing is being started.
 */
export async function endStrayShims(bundles: string, isLive: (id: string) => boolean): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const strays = await Promise.all(
    pids.map(async (pid) => {
      const id = await shimOf(pid, bundles);
      return id === undefined || isLive(id) ? [] : [pid];
    }),
  );
  for (const pid of strays.flat()) {
    endShim(pid);
    endProcess(pid);
  }
  const until = Date.now() + PATIENCE_MS;
  while (strays.flat().some(pidIsTaken) && Date.now() < until) await sleep(LOOK_MS);
}

/** A shim that has only just begun leads no process group yet. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/** The container that a process watches, if it is a shim with a bundle in `bundles`. */
async function shimOf(pid: number, bundles: string): Promise<string | undefined> {
  const text = await readTextIfThere(`/proc/${pid}/cmdline`).catch(() => undefined);
  const words = text?.split('\0') ?? [];
  const valueOf = (option: string) => words[words.indexOf(option) + 1] ?? '';
  const isOurs = words.includes('--bundle') && valueOf('--bundle').startsWith(`${bundles}/`);
  return isOurs && words.includes('--cid') ? valueOf('--cid') : undefined;
}
