import type { VolumeUser } from '../api/types/volume.ts';

/** Who knows which containers have a volume among their mounts; the containers room does, which lies above this one. */
export interface VolumeUsers {
  usersOf(name: string): readonly VolumeUser[];
}

/**
 * Containers that use a volume but have no record yet, because they are just being made: nobody may remove what they were
 * promised.
 */
export class Holds {
  readonly #holders = new Map<string, Set<string>>();

  hold(name: string, holder: string): void {
    const holders = this.#holders.get(name);
    if (holders === undefined) this.#holders.set(name, new Set([holder]));
    else holders.add(holder);
  }

  release(holder: string): void {
    for (const [name, holders] of this.#holders) {
      holders.delete(holder);
      if (holders.size === 0) this.#holders.delete(name);
    }
  }

  of(name: string): readonly string[] {
    return [...(this.#holders.get(name) ?? [])];
  }
}
