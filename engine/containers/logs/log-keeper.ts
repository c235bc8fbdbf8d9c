import { rm, stat } from 'node:fs/promises';
import { errnoOf, messageOf } from '../../base/errors.ts';
import { reopenLog } from '../../runtime/shim/control.ts';
import { bundleOf, type Deps } from '../deps.ts';
import { type ContainerState, isLive } from '../state.ts';
import { rotatedNumbers } from './log-files.ts';
import { logPath } from './log-path.ts';
import { logPolicyOf } from './log-policy.ts';
import { rotate } from './rotate.ts';

/** How often the size of a log with a limit is looked at: it may grow beyond its limit by what is printed meanwhile. */
const LOOK_MS = 500;

/** Keeps the logs of running containers within their limits. Logs without a limit cost nothing. */
export class LogKeeper {
  readonly #deps: Deps;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #stopListening: () => void = () => undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins with the containers that run, and goes on with every start. */
  start(): void {
    const { store } = this.#deps;
    this.#stopListening = store.onState((id, _before, after) => this.#follow(id, after));
    for (const { record, stored } of store.all()) this.#follow(record.id, stored.state);
  }

  close(): void {
    this.#stopListening();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #follow(id: string, state: ContainerState | undefined): void {
    if (state === undefined || !isLive(state)) {
      clearTimeout(this.#timers.get(id));
      this.#timers.delete(id);
    } else if (!this.#timers.has(id)) this.#lookLater(id);
  }

  #lookLater(id: string): void {
    const { record } = this.#deps.store.get(id);
    const { maxSize, maxFiles } = logPolicyOf(record.hostConfig);
    if (maxSize === undefined) return;
    const look = async () => {
      try {
        await this.#look(id, maxSize, maxFiles);
      } catch (error) {
        this.#deps.logger.warn('a log cannot be rotated', { container: id, error: messageOf(error) });
      }
      if (this.#timers.has(id)) this.#lookLater(id);
    };
    this.#timers.set(id, setTimeout(() => void look(), LOOK_MS).unref());
  }

  async #look(id: string, maxSize: number, maxFiles: number): Promise<void> {
    const path = logPath(this.#deps.store, id);
    if ((await sizeOf(path)) < maxSize) return;
    await rotate(path, maxFiles, () => reopenLog(bundleOf(this.#deps, id)));
  }
}

/** Takes away what a run with unreadable output left, before the next one begins. */
export async function forgetUnreadable(deps: Pick<Deps, 'store'>, id: string): Promise<void> {
  if (logPolicyOf(deps.store.get(id).record.hostConfig).readable) return;
  const path = logPath(deps.store, id);
  for (const number of await rotatedNumbers(path)) await rm(`${path}.${number}`, { force: true });
  await rm(path, { force: true });
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
