/** What a client of an engine may rely on after the answers that it got. */

export type Rest = 'running' | 'paused' | 'exited';

/** A container as its clients know it. */
export interface KnownContainer {
  readonly id: string;
  /** Ends by itself now and then, so its state proves nothing. */
  readonly isBrief: boolean;
  /** Its removal was asked for: it may be there or not. After a 204 it is `gone`. */
  removal: 'none' | 'asked' | 'gone';
  /** How it must be found, when one alone asked for that and got an answer. */
  expected: Rest | undefined;
  /** Somebody asked for a change of its state in this round. */
  touched: boolean;
  inFlight: number;
  uncertain: boolean;
  /** What was copied to /mark and acknowledged. */
  mark: string | undefined;
  /** As it was found when the last round ended. */
  before: Found | undefined;
}

/** What must not change while nobody asks for it. */
export interface Found {
  readonly status: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly restarts: number;
  readonly always: boolean;
}

/** Something with a name that is there or not. */
export interface KnownThing {
  removal: 'none' | 'asked' | 'gone';
  inFlight: number;
  /** A volume's content. */
  content?: string;
}

export class Ledger {
  readonly containers = new Map<string, KnownContainer>();
  readonly volumes = new Map<string, KnownThing>();
  readonly networks = new Map<string, KnownThing>();
  readonly tags = new Map<string, KnownThing>();
  /** What was done in this round, for who has to find out. */
  readonly journal: string[] = [];

  addContainer(id: string, isBrief: boolean): KnownContainer {
    const known: KnownContainer = {
      id,
      isBrief,
      removal: 'none',
      expected: undefined,
      touched: true,
      inFlight: 0,
      uncertain: false,
      mark: undefined,
      before: undefined,
    };
    this.containers.set(id, known);
    return known;
  }

  present(): KnownContainer[] {
    return [...this.containers.values()].filter(({ removal }) => removal === 'none');
  }

  /** Before a round. */
  beginRound(): void {
    this.journal.length = 0;
    for (const known of this.containers.values()) {
      known.touched = false;
      known.uncertain = false;
      known.expected = undefined;
    }
  }
}

/** The names of things that nobody asked to remove. */
export function presentNames(things: ReadonlyMap<string, KnownThing>): string[] {
  return [...things].filter(([, { removal }]) => removal === 'none').map(([name]) => name);
}
