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
  /** How often somebody asked to change its state or name, ever. */
  changes: number;
  /** The name of its anonymous volume, once that has a content. */
  anonymous: string | undefined;
  /** The edit that nobody has decided about yet. */
  pair: KnownPair | undefined;
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

/** What an edit left: two containers, by id. */
interface KnownPair {
  readonly before: string;
  readonly after: string;
  /** Whether the one before certainly ran, and nobody has asked for anything else of it since; only in the edit's own round. */
  readonly ran?: () => boolean;
}

/** An edit, or what somebody decided about it, as the client knows it who asked. */
export interface KnownEdit {
  readonly asked: 'edit' | 'keep' | 'back';
  /** Who asked expects it of the container in the place: of a `back` that was not answered, only when it did not happen. */
  readonly name: string;
  readonly before: KnownContainer;
  /** Unknown when the engine was killed before the end of its answer. */
  readonly after: KnownContainer | undefined;
  /** `unknown` when the engine was killed meanwhile; `taken back` when what came did not prove itself. */
  readonly outcome: 'done' | 'taken back' | 'unknown';
  /** What is in the place has to run. */
  readonly ran: boolean;
  /** The one that came ends by itself. */
  readonly cameEnds: boolean;
  /** False when somebody else changed one of both meanwhile or later. */
  readonly isSure: () => boolean;
}

/** Something with a name that is there or not. */
export interface KnownThing {
  removal: 'none' | 'asked' | 'gone';
  inFlight: number;
  /** How often somebody began to make or remove it. */
  begun: number;
  /** A volume's content. */
  content?: string;
}

export class Ledger {
  readonly containers = new Map<string, KnownContainer>();
  readonly volumes = new Map<string, KnownThing>();
  readonly networks = new Map<string, KnownThing>();
  readonly tags = new Map<string, KnownThing>();
  /** Contents of anonymous volumes, which nobody asks to remove. */
  readonly anonymous = new Map<string, string>();
  /** Of this round. */
  readonly edits: KnownEdit[] = [];
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
      changes: 0,
      anonymous: undefined,
      pair: undefined,
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
    this.edits.length = 0;
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
