import { watch } from 'node:fs';
import { isKind } from '../../base/errors.ts';
import { readTextIfThere } from '../../disk/atomic-write.ts';
import { isAlive, pidIsTaken } from '../../runtime/process-stat.ts';
import { type Deps, exitFolder } from '../deps.ts';
import { goesAtItsEnd } from '../recreate/marks.ts';
import { type LastRun, type LiveProcess, liveProcess } from '../state.ts';
import { type EndedRun, endRunLocked, readExit } from './exit.ts';
import { removeLocked } from './remove.ts';
import { nextDelay } from './restart-policy.ts';
import { startLocked } from './start.ts';
import { isBeingKilled } from './thaw.ts';

/** How often a process whose shim has died is looked for; every other end is told by its exit file. */
const ORPHAN_LOOK_MS = 5000;
/** The code of what SIGKILL ended, and of an end that nobody saw, as Docker says then. */
const KILLED = 137;
const UNKNOWN = 255;

/**
 * Notices the end of every run and does what follows from it: record, clean up, remove with `--rm`, or start again by the
 * restart policy. It learns from the exit files that shims leave, so it works the same for a run that an earlier engine
 * started.
 */
export class Supervisor {
  readonly #deps: Deps;
  readonly #delays = new Map<string, { readonly ms: number; readonly timer: NodeJS.Timeout }>();
  #stops: (() => void)[] = [];
  #closed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins to watch. The exit folder must exist. */
  start(): void {
    const watcher = watch(exitFolder(this.#deps), { persistent: false }, (_kind, file) => {
      if (typeof file === 'string' && this.#deps.store.peek(file) !== undefined) this.noticeExit(file);
    });
    watcher.on('error', (error) =>
      this.#deps.logger.error('the exit folder cannot be watched', { error: String(error) }),
    );
    const orphans = setInterval(() => void this.#lookForOrphans(), ORPHAN_LOOK_MS);
    orphans.unref();
    this.#stops = [() => watcher.close(), () => clearInterval(orphans)];
  }

  /** Stops watching; containers go on. */
  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    for (const { timer } of this.#delays.values()) clearTimeout(timer);
    this.#delays.clear();
  }

  /** Looks whether this container's run has ended, and if so does what follows. Never rejects. */
  noticeExit(id: string): void {
    void this.settle(id).catch((error: unknown) => {
      this.#deps.logger.error('an exit could not be handled', { container: id, error: String(error) });
    });
  }

  /** Like `noticeExit`, and answers when everything that follows at once is done. */
  async settle(id: string): Promise<void> {
    await this.#deps.store.lock(id, async () => {
      const exit = await readExit(this.#deps, id);
      if (exit === undefined) return;
      const ended = await endRunLocked(this.#deps, id, exit);
      if (ended !== undefined) await this.afterRunLocked(id, ended);
    });
  }

  /** What follows a run that has ended. Run it under the container's lock. */
  async afterRunLocked(id: string, { last, restarts }: EndedRun): Promise<void> {
    const { record, stored } = this.#deps.store.get(id);
    // Who asked for a restart goes on to start it.
    const isRestart = stored.request?.operation === 'restart';
    if (goesAtItsEnd(record) && !isRestart) await removeLocked(this.#deps, id);
    else if (restarts) this.#scheduleRestart(id, last);
    else this.#forgetDelay(id);
  }

  #scheduleRestart(id: string, last: LastRun): void {
    const ranMs = Date.parse(last.finishedAt) - Date.parse(last.startedAt);
    const { restartCount } = this.#deps.store.get(id).stored;
    const previous = restartCount > 1 ? this.#delays.get(id) : undefined;
    this.#forgetDelay(id);
    const ms = nextDelay(previous?.ms ?? 0, ranMs);
    const timer = setTimeout(() => void this.#restart(id), ms);
    this.#delays.set(id, { ms, timer });
  }

  #forgetDelay(id: string): void {
    clearTimeout(this.#delays.get(id)?.timer);
    this.#delays.delete(id);
  }

  async #restart(id: string): Promise<void> {
    try {
      await this.#deps.store.lock(id, async () => {
        const state = this.#deps.store.peek(id)?.stored.state;
        if (state === undefined) this.#forgetDelay(id);
        if (this.#closed || state?.status !== 'restarting') return;
        await startLocked(this.#deps, id, 'policy');
      });
    } catch (error) {
      if (isKind(error, 'not-modified')) return;
      this.#deps.logger.warn('a restart by policy failed', { container: id, error: String(error) });
    }
  }

  /**
   * A shim that was killed leaves no exit file. A process of which neither process nor exit file is there has ended with
   * a code that nobody knows, unless a client had it killed.
   */
  async #lookForOrphans(): Promise<void> {
    for (const { record, stored } of this.#deps.store.all()) {
      const live = liveProcess(stored.state);
      if (live === undefined || !(await isOrphaned(record.id, live))) continue;
      await this.#deps.store
        .lock(record.id, () => this.#endOrphan(record.id))
        .catch((error: unknown) => {
          this.#deps.logger.error('an orphan could not be handled', {
            container: record.id,
            error: String(error),
          });
        });
    }
  }

  async #endOrphan(id: string): Promise<void> {
    const state = this.#deps.store.peek(id)?.stored.state;
    const live = state === undefined ? undefined : liveProcess(state);
    if (live === undefined) return;
    const exit = await readExit(this.#deps, id);
    if (exit === undefined && (await isAlive(live.pid, live.startTime))) return;
    const { stored } = this.#deps.store.get(id);
    const exitCode = isBeingKilled(stored) ? KILLED : UNKNOWN;
    const finishedAt = new Date(this.#deps.clock.now()).toISOString();
    const ended = await endRunLocked(this.#deps, id, exit ?? { exitCode, finishedAt });
    if (ended !== undefined) await this.afterRunLocked(id, ended);
  }
}

/** True when no shim will tell of the end of a run. The number of a shim that is gone may have been given to another process. */
async function isOrphaned(id: string, { pid, conmonPid }: LiveProcess): Promise<boolean> {
  if (!pidIsTaken(conmonPid)) return true;
  if (pidIsTaken(pid)) return false;
  const command = await readTextIfThere(`/proc/${conmonPid}/cmdline`).catch(() => undefined);
  return command?.includes(id) !== true;
}
