import { join } from 'node:path';
import type { Engine } from '../fixtures/engine.ts';
import { text } from './kernel-facts.ts';
import type { KnownContainer, KnownEdit, Ledger } from './ledger.ts';
import { anonymousOf, type ListedContainer, type Listing } from './listing.ts';

/**
 * What is wrong with containers that were edited: one has the name, the old one or the new one, whole; nothing is set aside
 * without its successor; anonymous volumes are where the survivor says that they are.
 */
export async function brokenEdits(engine: Engine, listing: Listing, ledger: Ledger): Promise<string[]> {
  const listed = new Map(listing.containers.map((container) => [container.Id, container]));
  return [
    ...listing.containers.flatMap((container) => unfinished(container, listing, ledger)),
    ...ledger.edits.filter(({ isSure }) => isSure()).flatMap((edit) => inPlace(edit, listing, listed)),
    ...ledger.present().flatMap((known) => withoutItsVolume(known, listed.get(known.id))),
    ...(await lostContents(engine, ledger)),
  ];
}

/** When the engine answers, or soon after, no edit is half done. */
function unfinished({ Id, Name }: ListedContainer, { edits }: Listing, ledger: Ledger): string[] {
  const edit = edits.get(Id);
  if (/\.new-/.test(Name)) return [`${Name} ${Id.slice(0, 12)} was made for an edit and is still there`];
  if (edit === undefined)
    return /\.before-/.test(Name) ? [`${Name} ${Id.slice(0, 12)} is set aside, and by no edit`] : [];
  if (edit.phase !== 'kept') return [`the edit around ${Name} ${Id.slice(0, 12)} is ${edit.phase}`];
  if (edit.after !== null) return [];
  const after = successorOf(Id, ledger);
  return after !== undefined && after.removal !== 'none'
    ? []
    : [`${Name} ${Id.slice(0, 12)} is kept, and nobody asked to remove what is in its place`];
}

function successorOf(id: string, ledger: Ledger): KnownContainer | undefined {
  const done = ledger.edits.find(({ before, after }) => before.id === id && after !== undefined);
  return done?.after ?? ledger.containers.get(ledger.containers.get(id)?.pair?.after ?? '');
}

function inPlace(known: KnownEdit, listing: Listing, listed: ReadonlyMap<string, ListedContainer>): string[] {
  const { asked, before, after, name, outcome, ran, cameEnds } = known;
  const who = `${asked} of ${before.id.slice(0, 12)} (${outcome})`;
  const old = listed.get(before.id);
  const cameId = after?.id ?? listing.edits.get(before.id)?.after?.id;
  const came = listed.get(cameId ?? '');
  const isKept = old !== undefined && came !== undefined && isPair(listing, old, came);
  // Of a pair that is kept, the one that came is in the place; otherwise the one that is left.
  const holder = isKept ? came : (old ?? came);
  if (holder === undefined) return [`${who}: neither is there`];
  const wrong = (what: string) => [`${who}: ${what}`];
  if (old !== undefined && came !== undefined && !isKept) return wrong('both are there, and are no pair');
  if (asked === 'edit' && old === undefined) return wrong('the one before is lost');
  if (asked === 'edit' && outcome !== 'unknown' && isKept !== (outcome === 'done'))
    return wrong(isKept ? 'the one before is kept' : 'the one before is not kept');
  if (outcome === 'done' && asked !== 'edit' && holder.Id !== (asked === 'keep' ? after : before)?.id)
    return wrong('the other one is there');
  const cameBack = asked === 'back' && outcome === 'unknown' && holder.Id === before.id;
  if (!cameBack && holder.Name !== `/${name}`) return wrong(`${name} is called ${holder.Name}`);
  if (ran && canRun(holder, listing) && holder.State.Status !== 'running' && !(isKept && cameEnds))
    return wrong(`${name} ran, and is ${holder.State.Status}`);
  if (ran && isKept && old.State.Status !== 'exited')
    return wrong(`the one before is ${old.State.Status} beside the one that came`);
  return [];
}

function isPair({ edits }: Listing, old: ListedContainer, came: ListedContainer): boolean {
  const edit = edits.get(came.Id);
  return edit?.before.id === old.Id && edit.after?.id === came.Id;
}

/** Somebody may have removed a network while nothing ran in it. */
function canRun({ NetworkSettings }: ListedContainer, { networks }: Listing): boolean {
  return Object.keys(NetworkSettings.Networks).every((name) => networks.some(({ Name }) => Name === name));
}

function withoutItsVolume(
  { id, anonymous }: KnownContainer,
  container: ListedContainer | undefined,
): string[] {
  if (anonymous === undefined || container === undefined) return [];
  const now = anonymousOf(container);
  return now === anonymous ? [] : [`${id.slice(0, 12)} has the anonymous volume ${now} and not ${anonymous}`];
}

async function lostContents({ home }: Engine, { anonymous }: Ledger): Promise<string[]> {
  const wrong = await Promise.all(
    [...anonymous].map(async ([name, content]) => {
      const now = await text(join(home.dataRoot, 'volumes', name, '_data/content'));
      return now === content ? [] : [`the anonymous volume ${name} has "${now}" instead of "${content}"`];
    }),
  );
  return wrong.flat();
}
