import type { Engine } from '../fixtures/engine.ts';
import type { Answer, Ask } from '../fixtures/engine-http.ts';
import type { Random } from '../fixtures/random.ts';
import type { KnownContainer, KnownThing, Ledger } from './ledger.ts';

/** What an operation works with. */
export interface World {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly archive: Buffer;
}

export interface Operation {
  readonly name: string;
  readonly weight: number;
  readonly run: (world: World, random: Random) => Promise<void>;
}

/** Asks the engine for something, and writes down what it answered. Throws when it is gone. */
export async function send(
  { engine, ledger }: World,
  method: string,
  path: string,
  ask: Ask = {},
): Promise<Answer> {
  const line = `${method} ${path}`;
  try {
    const answer = await engine.http.send(method, path, ask);
    ledger.journal.push(`${answer.status} ${line}${answer.status >= 400 ? ` ${answer.text.trim()}` : ''}`);
    return answer;
  } catch (error) {
    ledger.journal.push(`--- ${line}`);
    throw error;
  }
}

/** Does what changes a container's state, and notes whether somebody else did at the same time. */
export async function alone<T>(known: KnownContainer, work: () => Promise<T>): Promise<T> {
  known.touched = true;
  known.changes += 1;
  known.expected = undefined;
  if (known.inFlight > 0) known.uncertain = true;
  known.inFlight += 1;
  try {
    return await work();
  } finally {
    known.inFlight -= 1;
  }
}

/** One of those that nobody asked to remove. */
export function someContainer({ ledger }: World, random: Random): KnownContainer | undefined {
  const present = ledger.present();
  return present.length === 0 ? undefined : random.pick(present);
}

/** What is known of something with a name. */
export function thingOf(things: Map<string, KnownThing>, name: string): KnownThing {
  const known = things.get(name) ?? { removal: 'asked', inFlight: 0, begun: 0 };
  things.set(name, known);
  return known;
}
