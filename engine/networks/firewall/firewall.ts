import { fault, messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { additions, isEmpty } from './additions.ts';
import { isWhole } from './is-whole.ts';
import { switchOn } from './kernel-switches.ts';
import { Monitor, type TableChange } from './monitor.ts';
import { listTable, nft } from './nft.ts';
import { renderAdditions, renderReplacement, renderTable, tableName } from './render.ts';
import type { FirewallState } from './state.ts';
import { forgetUdpFlows, movedUdpPorts } from './udp-flows.ts';

const NOTHING: FirewallState = { networks: [], published: [] };
/** How long after a change of ours the kernel may still be telling of it. */
const ECHO_MS = 300;

/**
 * Keeps one table in the kernel as a value says: translates published ports, keeps networks apart, lets them out under the
 * host's address. What others do to the table is undone; their own tables are never touched. Changes come one after the
 * other, each in one step of the kernel's, so that there is never a half.
 */
export class Firewall {
  readonly #instance: string;
  readonly #logger: Logger;
  readonly #monitor: Monitor;
  /** What the kernel has; undefined when that is not known. */
  #applied: FirewallState | undefined;
  #wanted: FirewallState | undefined;
  #work: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #switched = new Set<string>();
  readonly #ours = new Set<number>();
  /** The state that was last restored because a look said so; looking once has to do, or two opinions would fight for ever. */
  #doubted: FirewallState | undefined;
  #quietUntil = 0;
  #busy = false;
  #closed = false;

  constructor(instance: string, logger: Logger) {
    this.#instance = instance;
    this.#logger = logger;
    this.#monitor = new Monitor(tableName(instance), {
      onChange: (change) => this.#noticed(change),
      onBlind: () => this.#check(),
      logger,
    });
  }

  /**
   * Resolves when the kernel does what `state` says, or what a later call says. Throws `system` with nft's complaint, and
   * then nothing was changed.
   */
  set(state: FirewallState): Promise<void> {
    this.#wanted = state;
    return this.#soon();
  }

  /** Ends the watch. The table stays, and goes on working. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#work.catch(() => undefined);
    await this.#monitor.close();
  }

  /** Takes an instance's table away; true when there was one. */
  static async remove(instance: string): Promise<boolean> {
    const table = tableName(instance);
    if ((await listTable(table)) === undefined) return false;
    const { complaint } = await nft(`delete table inet ${table}\n`);
    if (complaint !== undefined) throw fault('system', `cannot remove the nft table ${table}: ${complaint}`);
    return true;
  }

  /** Calls that come while one is at work share the next. */
  #soon(): Promise<void> {
    if (this.#next !== undefined) return this.#next;
    const next = this.#work
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#apply();
      });
    this.#next = next;
    this.#work = next;
    return next;
  }

  async #apply(): Promise<void> {
    const wanted = this.#wanted;
    if (wanted === undefined || this.#closed) return;
    await this.#switchOn(wanted);
    await this.#toKernel(wanted);
  }

  /** What the kernel needs beyond rules. A bridge that is about to get a port is looked at again: somebody may have made it anew. */
  async #switchOn({ networks, published }: FirewallState): Promise<void> {
    const before = new Set(this.#applied?.published.map((port) => JSON.stringify(port)));
    const publishing = new Set(
      published.filter((port) => !before.has(JSON.stringify(port))).map(({ bridge }) => bridge),
    );
    const doubtful = networks.filter(({ bridge }) => !this.#switched.has(bridge) || publishing.has(bridge));
    const missing = doubtful.length === 0 ? new Set() : await switchOn(doubtful);
    this.#switched = new Set(networks.map(({ bridge }) => bridge).filter((name) => !missing.has(name)));
  }

  async #toKernel(wanted: FirewallState): Promise<void> {
    const before = this.#applied;
    if (before === undefined && isEmpty(wanted)) {
      await Firewall.remove(this.#instance);
      this.#applied = NOTHING;
      return;
    }
    if (before !== undefined && isEmpty(before) && isEmpty(wanted)) return;
    const more = before === undefined ? undefined : additions(before, wanted);
    if (more !== undefined && isEmpty(more)) return;
    this.#applied = undefined;
    const complaint = await this.#try(this.#commands(before, wanted, more));
    if (complaint !== undefined) {
      this.#logger.debug('the firewall is replaced', { complaint });
      const again = await this.#try(renderReplacement(this.#instance, wanted));
      if (again !== undefined) throw fault('system', `cannot set up the firewall: ${again}`);
    }
    this.#applied = wanted;
    if (!isEmpty(wanted)) this.#monitor.open();
    const moved = movedUdpPorts(before, wanted);
    if (moved.length > 0) this.#background(() => forgetUdpFlows(moved));
  }

  /** The quickest way that is right when the kernel has what we believe; when it has not, nft complains and does nothing. */
  #commands(
    before: FirewallState | undefined,
    wanted: FirewallState,
    more: FirewallState | undefined,
  ): string {
    if (isEmpty(wanted)) return `delete table inet ${tableName(this.#instance)}\n`;
    if (before === undefined || isEmpty(before)) return renderTable(this.#instance, wanted);
    return more === undefined
      ? renderReplacement(this.#instance, wanted)
      : renderAdditions(this.#instance, more);
  }

  async #try(commands: string): Promise<string | undefined> {
    this.#busy = true;
    try {
      const { pid, complaint } = await nft(commands, (pid) => this.#ours.add(pid));
      // The kernel tells of it a moment later.
      setTimeout(() => this.#ours.delete(pid), 10_000).unref();
      return complaint;
    } finally {
      this.#busy = false;
      this.#quietUntil = Date.now() + ECHO_MS;
    }
  }

  #noticed({ removes, pid }: TableChange): void {
    if (!removes || (pid !== undefined && this.#ours.has(pid))) return;
    // In a pid namespace our own numbers are not the kernel's, so near a change of ours we look instead of believing.
    if (this.#busy || Date.now() < this.#quietUntil) this.#check();
    else this.#restore('someone changed it');
  }

  /** Looks whether the table is whole, and restores it when it is not. */
  #check(): void {
    this.#background(async () => {
      await this.#work.catch(() => undefined);
      const applied = this.#applied;
      if (this.#closed || applied === undefined || isEmpty(applied)) return;
      const text = await listTable(tableName(this.#instance));
      if (this.#applied !== applied || this.#doubted === applied || isWhole(text, applied)) return;
      this.#doubted = applied;
      this.#restore('it was not whole');
    });
  }

  #restore(why: string): void {
    if (this.#closed) return;
    this.#logger.warn('the firewall is restored', { why });
    this.#applied = undefined;
    this.#background(() => this.#soon());
  }

  #background(work: () => Promise<void>): void {
    work().catch((error: unknown) =>
      this.#logger.error('the firewall is not as it should be', { error: messageOf(error) }),
    );
  }
}
