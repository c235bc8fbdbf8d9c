import { z } from 'zod';
import { isKind } from '../../base/errors.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';

const ports = z.record(z.string(), z.number().int().min(1).max(65_535));

/** Which port the name server had at which address: containers that run have it in their rules. */
export class PortMemory {
  readonly #path: string;
  #ports: Promise<Record<string, number>> | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  /** `path` is a file in the exec root; made when the first port is kept. */
  constructor(path: string) {
    this.#path = path;
  }

  /** The port that was last kept for this address. */
  async recall(address: string): Promise<number | undefined> {
    return (await this.#load())[address];
  }

  async keep(address: string, port: number): Promise<void> {
    await this.#change((known) => ({ ...known, [address]: port }));
  }

  async forget(address: string): Promise<void> {
    await this.#change(({ [address]: _gone, ...others }) => others);
  }

  async #change(change: (known: Record<string, number>) => Record<string, number>): Promise<void> {
    const known = await this.#load();
    const changed = change(known);
    if (JSON.stringify(changed) === JSON.stringify(known)) return;
    this.#ports = Promise.resolve(changed);
    const written = this.#writing.then(() => writeJson(this.#path, changed, { durable: false, mode: 0o600 }));
    this.#writing = written.catch(() => undefined);
    await written;
  }

  /** A file that cannot be read is as good as none: the port is then chosen anew, and the rules with it. */
  #load(): Promise<Record<string, number>> {
    this.#ports ??= readJson(this.#path)
      .then((value) => ports.safeParse(value).data ?? {})
      .catch((error: unknown) => {
        if (isKind(error, 'system')) return {};
        throw error;
      });
    return this.#ports;
  }
}
