import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { makeFolder, readJson, removeTemporary, writeJson } from '../disk/atomic-write.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';

const head = z.object({
  schema: z.literal(1),
  container: z.string().refine(isId),
  endpoints: z.array(z.object({ id: z.string(), network: z.string() })),
});

/**
 * The sandboxes of containers that run, by container: in memory, and each as a file that is gone after a reboot. One that is
 * closing is nobody's network any more, but has its addresses until the kernel has taken its devices away.
 */
export class SandboxStore {
  readonly #folder: string;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #closing = new Map<string, { readonly sandbox: Sandbox; readonly closed: Promise<void> }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Those that an earlier engine left; they are not in the store until they are put there. */
  async readLeft(logger: Logger): Promise<readonly Sandbox[]> {
    await makeFolder(this.#folder, 0o700);
    await removeTemporary(this.#folder);
    const left: Sandbox[] = [];
    for (const file of await readdir(this.#folder)) {
      if (!isId(file.replace(/\.json$/, ''))) continue;
      try {
        const value = await readJson(join(this.#folder, file));
        head.parse(value);
        left.push(value as Sandbox);
      } catch (error) {
        logger.error('a sandbox cannot be read', { file, error: String(error) });
        await rm(join(this.#folder, file), { force: true });
      }
    }
    return left;
  }

  all(): readonly Sandbox[] {
    return [...this.#sandboxes.values()];
  }

  get(container: string): Sandbox | undefined {
    return this.#sandboxes.get(container);
  }

  /** Known at once, which is what gives it its addresses; written when this resolves. */
  async put(sandbox: Sandbox): Promise<void> {
    this.#sandboxes.set(sandbox.container, sandbox);
    await writeJson(this.#path(sandbox.container), sandbox, { durable: false, mode: 0o600 });
  }

  /** Takes a sandbox out at once, and forgets it when `work` on it has ended, however it ends. */
  closeWhile(sandbox: Sandbox, work: Promise<void>): void {
    const { container } = sandbox;
    this.#sandboxes.delete(container);
    const closed = this.#forgetAfter(work, container);
    closed.catch(() => undefined); // what failed was told; the next start sweeps
    this.#closing.set(container, { sandbox, closed });
  }

  async #forgetAfter(work: Promise<void>, container: string): Promise<void> {
    try {
      await work;
    } finally {
      this.#closing.delete(container);
      await rm(this.#path(container), { force: true });
    }
  }

  /** Resolves when none is closing: of one container, of those in one network, or of all. Rejects never. */
  async closed(of: { readonly container?: string; readonly network?: string } = {}): Promise<void> {
    const waited = [...this.#closing.values()].filter(
      ({ sandbox }) =>
        (of.container === undefined || sandbox.container === of.container) &&
        (of.network === undefined || sandbox.endpoints.some(({ network }) => network === of.network)),
    );
    await Promise.allSettled(waited.map(({ closed }) => closed));
  }

  /** Every endpoint of a network, with the sandbox it is of. */
  members(network: string): readonly Member[] {
    return membersIn(this.all(), network);
  }

  /** As `members`, with those whose addresses are not free yet. */
  holders(network: string): readonly Member[] {
    return membersIn([...this.all(), ...[...this.#closing.values()].map(({ sandbox }) => sandbox)], network);
  }

  #path(container: string): string {
    return join(this.#folder, `${container}.json`);
  }
}

/** A container's place in a network. */
export interface Member {
  readonly sandbox: Sandbox;
  readonly endpoint: Endpoint;
}

function membersIn(sandboxes: readonly Sandbox[], network: string): Member[] {
  return sandboxes.flatMap((sandbox) =>
    sandbox.endpoints
      .filter((endpoint) => endpoint.network === network)
      .map((endpoint) => ({ sandbox, endpoint })),
  );
}
