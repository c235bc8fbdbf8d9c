import { randomBytes } from 'node:crypto';
import { fault, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import type { EventBus } from '../../events/bus.ts';
import { finishChanges } from '../trees/change-over.ts';
import type { Volumes } from '../volumes.ts';
import { type Method, probeMethod } from './method.ts';
import { sweepVolume } from './sweep.ts';

/** What the time machine works with. */
export interface TimeMachineDeps {
  readonly volumes: Pick<Volumes, 'store' | 'mounted' | 'hold' | 'letGo' | 'isMountedByOptions'>;
  readonly events: EventBus;
  readonly logger: Logger;
}

/** Work on volumes as a whole: one piece at a time for each, and none is removed meanwhile. */
export class Alone {
  readonly #deps: TimeMachineDeps;
  readonly #locks = new KeyedMutex();
  #method: Promise<Method> | undefined;

  constructor(deps: TimeMachineDeps) {
    this.#deps = deps;
  }

  /** How files are copied within the data root. */
  method(): Promise<Method> {
    this.#method ??= probeMethod(this.#deps.volumes.store.root);
    return this.#method;
  }

  /**
   * Finishes what a crash interrupted, in every volume; what cannot be is logged, and tried again at its next use. What is left over
   * goes in the background.
   */
  async recover(): Promise<void> {
    for (const { name } of this.#deps.volumes.store.all()) {
      const failed = (error: unknown) => {
        this.#deps.logger.error('an interrupted change of a volume cannot be finished', {
          volume: name,
          error: messageOf(error),
        });
      };
      await this.#locks.run(name, () => this.#finish(name)).catch(failed);
      this.#locks.run(name, () => this.#settle(name)).catch(failed);
    }
  }

  /**
   * Runs `work` with the volume's folder while nothing else of the time machine happens to it and nobody removes it. Throws
   * `not-found`, and `not-implemented` for a volume that is a mount of something else.
   */
  async withPlain<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
    const { volumes } = this.#deps;
    this.refuseMount(name);
    return await this.#held(name, () =>
      this.#locks.run(name, async () => {
        await this.#settle(name);
        return await work(volumes.store.folder(name));
      }),
    );
  }

  /** Runs `work` while nothing else of the time machine happens to the volume, with its files being there, whatever it is. */
  async withAny<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = await this.use(name);
    try {
      return await this.#locks.run(name, work);
    } finally {
      await done();
    }
  }

  /** Throws `not-found`, and `not-implemented` when the volume's files are not the engine's own. */
  refuseMount(name: string): void {
    const { store, isMountedByOptions } = this.#deps.volumes;
    const { options } = store.get(name);
    if (!isMountedByOptions(name)) return;
    throw fault(
      'not-implemented',
      `the volume ${name} is a mount of ${options['device']}: its files are not Gantry's own, so it has no snapshots and is not changed as a whole; export it, or clone it into a volume of Gantry's`,
    );
  }

  /** Makes the files of a volume be there, whatever it is, until the answer is called. */
  async use(name: string): Promise<() => Promise<void>> {
    const { mounted, hold, letGo } = this.#deps.volumes;
    const holder = `time-machine-${randomBytes(6).toString('hex')}`;
    hold(name, holder);
    try {
      await mounted.acquire(name, holder);
    } catch (error) {
      letGo(holder);
      throw error;
    }
    return async () => {
      letGo(holder);
      await mounted.release(name, holder);
    };
  }

  async #held<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { hold, letGo } = this.#deps.volumes;
    const holder = `time-machine-${randomBytes(6).toString('hex')}`;
    hold(name, holder);
    try {
      return await work();
    } finally {
      letGo(holder);
    }
  }

  /** Throws `not-found` for a volume that was removed while we waited for our turn. */
  async #settle(name: string): Promise<void> {
    await this.#finish(name);
    await sweepVolume(this.#deps.volumes.store.folder(name));
  }

  async #finish(name: string): Promise<void> {
    this.#deps.volumes.store.get(name);
    for (const operation of await finishChanges(this.#deps.volumes.store.folder(name))) {
      this.#deps.logger.info('an interrupted change of a volume was finished', { volume: name, operation });
    }
  }
}
