import { join } from 'node:path';
import type { Engine } from '../fixtures/engine.ts';
import { brokenEdits } from './edit-promises.ts';
import { text } from './kernel-facts.ts';
import type { KnownContainer, KnownThing, Ledger } from './ledger.ts';
import { foundOf, type Listing } from './listing.ts';

/** What clients were told and what is not so: things lost or come back, and containers that changed unasked. */
export async function brokenPromises(engine: Engine, listing: Listing, ledger: Ledger): Promise<string[]> {
  return [
    ...ofContainers(listing, ledger),
    ...(await brokenEdits(engine, listing, ledger)),
    ...(await ofMarks(engine, ledger)),
    ...ofThings('volume', ledger.volumes, listing.volumes),
    ...ofThings(
      'network',
      ledger.networks,
      listing.networks.map(({ Name }) => Name),
    ),
    ...ofThings('image', ledger.tags, listing.tags),
    ...(await ofContents(engine, ledger)),
  ];
}

function ofContainers(listing: Listing, ledger: Ledger): string[] {
  const listed = new Map(listing.containers.map((container) => [container.Id, container]));
  return [...ledger.containers.values()].flatMap((known) => {
    const container = listed.get(known.id);
    const who = `container ${known.id.slice(0, 12)}`;
    if (container === undefined) return known.removal === 'none' ? [`${who} is lost`] : [];
    if (known.removal === 'gone') return [`${who} was removed, and is there`];
    const now = foundOf(container);
    if (known.expected !== undefined && !isExpected(known.expected, now))
      return [`${who} was to be ${known.expected} and is ${now.status}`];
    return changedUnasked(known, now, listing.edits.get(known.id)?.before.id === known.id)
      ? [`${who} changed unasked: ${facts(known.before)} → ${facts(now)}`]
      : [];
  });
}

function isExpected(expected: string, { status, always }: { status: string; always: boolean }): boolean {
  // One that was stopped by hand starts again with the engine when its policy is `always`.
  return status === expected || (expected === 'exited' && always && status === 'running');
}

function changedUnasked(
  { touched, isBrief, before }: KnownContainer,
  now: ReturnType<typeof foundOf>,
  isKept: boolean,
): boolean {
  if (touched || isBrief || before === undefined || before.status === 'restarting') return false;
  // No policy starts what is kept since an edit.
  if (!isKept && before.always && before.status === 'exited') return false;
  return facts(before) !== facts(now);
}

function facts(found: KnownContainer['before']): string {
  return found === undefined
    ? 'nothing'
    : `${found.status} ${found.pid} since ${found.startedAt}, ${found.restarts} restarts`;
}

/** Files that were copied into containers: one of them is looked at each time. */
async function ofMarks({ http }: Engine, ledger: Ledger): Promise<string[]> {
  const marked = ledger.present().filter(({ mark }) => mark !== undefined);
  const [known] = marked.slice(-1);
  if (known === undefined) return [];
  const { status, text: tar } = await http.get(`/containers/${known.id}/archive?path=/mark`);
  return status === 200 && tar.includes(known.mark ?? '')
    ? []
    : [`/mark of ${known.id.slice(0, 12)} is not "${known.mark}": ${status} ${tar.slice(512, 540)}`];
}

function ofThings(
  what: string,
  things: ReadonlyMap<string, KnownThing>,
  listed: readonly string[],
): string[] {
  return [...things].flatMap(([name, { removal }]) => {
    const isThere = listed.includes(name);
    if (removal === 'none' && !isThere) return [`the ${what} ${name} is lost`];
    return removal === 'gone' && isThere ? [`the ${what} ${name} was removed, and is there`] : [];
  });
}

async function ofContents({ home }: Engine, ledger: Ledger): Promise<string[]> {
  const wrong = await Promise.all(
    [...ledger.volumes].map(async ([name, { content, removal }]) => {
      if (content === undefined || removal !== 'none') return [];
      const now = await text(join(home.dataRoot, 'volumes', name, '_data/content'));
      return now === content ? [] : [`the volume ${name} has "${now}" instead of "${content}"`];
    }),
  );
  return wrong.flat();
}
