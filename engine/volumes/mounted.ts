import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { EventBus } from '../events/bus.ts';
import { parseDriverOptions } from './driver-options.ts';
import { tellVolume } from './events.ts';
import { isMounted, mountByOptions, unmountData } from './option-mount.ts';
import { settleSeed } from './seed.ts';
import type { VolumeStore } from './volume-store.ts';

/**
 * Volumes while somebody uses them. Those with driver options are mounted for their first user and taken off with the last;
 * the mounts outlive the engine, and at its next start the users of then are told by `adopt`.
 */
export class MountedVolumes {
  readonly #store: VolumeStore;
  readonly #events: EventBus;
  readonly #logger: Logger;
  readonly #users = new Map<string, Set<string>>();

  constructor(parts: { readonly store: VolumeStore; readonly events: EventBus; readonly logger: Logger }) {
    this.#store = parts.store;
    this.#events = parts.events;
    this.#logger = parts.logger;
  }

  /** Makes a volume's files be there for `user`. Throws `not-found`, `system` when its options cannot be mounted. */
  async acquire(
    name: string,
    user: string,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.#store.lock(name, async () => {
      const { options } = this.#store.get(name);
      const target = this.#store.data(name);
      const wanted = parseDriverOptions(name, options);
      if (wanted !== undefined && !(await isMounted(target))) {
        await mountByOptions(wanted, target);
        await settleSeed(this.#store.folder(name), target);
      }
      this.adopt(name, user);
    });
    if (attributes['container'] !== undefined) {
      tellVolume(this.#events, name, 'mount', { driver: 'local', ...attributes });
    }
  }

  /** Counts a user whose use began before this engine did. */
  adopt(name: string, user: string): void {
    const users = this.#users.get(name);
    if (users === undefined) this.#users.set(name, new Set([user]));
    else users.add(user);
  }

  /** Ends a use; nothing when there was none. What cannot be taken off is logged, and swept at the next start. */
  async release(
    name: string,
    user: string,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.#store.lock(name, async () => {
      const users = this.#users.get(name);
      if (users?.delete(user) !== true) return;
      if (users.size === 0) {
        this.#users.delete(name);
        await this.#takeOff(name);
      }
      if (attributes['container'] !== undefined) {
        tellVolume(this.#events, name, 'unmount', { driver: 'local', ...attributes });
      }
    });
  }

  isUsed(name: string): boolean {
    return this.#users.has(name);
  }

  /** Takes off the mounts of volumes that nobody uses: what a crash left. */
  async sweep(): Promise<void> {
    for (const { name } of this.#store.all()) {
      await this.#store.lock(name, async () => {
        if (!this.isUsed(name)) await this.#takeOff(name);
      });
    }
  }

  async #takeOff(name: string): Promise<void> {
    const record = this.#store.peek(name);
    if (record === undefined || parseDriverOptions(name, record.options) === undefined) return;
    try {
      await unmountData(this.#store.data(name));
    } catch (error) {
      this.#logger.warn('could not unmount a volume', { volume: name, error: messageOf(error) });
    }
  }
}
