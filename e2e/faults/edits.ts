import type { ContainerEditAnswer, EditStep } from '../../engine/api/types/edit.ts';
import type { Random } from '../fixtures/random.ts';
import type { KnownContainer } from './ledger.ts';
import { alone, send, someContainer, type World } from './world.ts';

/** So that some prove themselves before the engine is killed. */
const SOON_HEALTHY = { Test: ['CMD', 'true'], Interval: 100_000_000, Retries: 1 };

/** Gives a container another label and environment; now and then another command, which fails. */
export async function edit(world: World, random: Random): Promise<void> {
  const known = someContainer(world, random);
  if (known === undefined) return;
  const wasFoundRunning = !known.touched && known.before?.status === 'running';
  const ran = !known.isBrief && (wasFoundRunning || known.expected === 'running');
  await alone(known, () => editAlone(world, random, known, ran));
}

async function editAlone(world: World, random: Random, before: KnownContainer, ran: boolean): Promise<void> {
  const { ledger } = world;
  const isSure = unchanged(before);
  const asked = await send(world, 'GET', `/gantry/containers/${before.id}/request`);
  if (asked.status !== 200) return;
  const { name, request } = asked.json<{ name: string; request: object }>();
  const isBroken = random.chance(0.15);
  const body = {
    ...request,
    Env: [`EDIT=${random.below(100)}`],
    Labels: { edit: String(random.below(100)) },
    ...(isBroken ? { Cmd: ['sh', '-c', 'exit 4'] } : {}),
    ...(random.chance(0.6) ? { Healthcheck: SOON_HEALTHY } : {}),
  };
  const known = { asked: 'edit', name, before, ran, cameEnds: before.isBrief || isBroken } as const;
  try {
    const answer = await send(world, 'POST', `/gantry/containers/${before.id}/recreate`, { body });
    if (answer.status !== 200) return;
    const steps = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EditStep);
    ledger.journal.push(`    ${JSON.stringify(steps)}`);
    const last = steps.at(-1);
    if (last?.step === 'failed') {
      ledger.edits.push({
        ...known,
        ran: ran && last.restored,
        after: undefined,
        outcome: 'taken back',
        isSure,
      });
    } else if (last?.step === 'done') {
      const after = ledger.addContainer(last.after.id, known.cameEnds);
      after.anonymous = before.anonymous;
      before.pair = { before: before.id, after: after.id, ran: () => ran && isSure() };
      after.pair = before.pair;
      const afterIsSure = unchanged(after);
      ledger.edits.push({ ...known, after, outcome: 'done', isSure: () => isSure() && afterIsSure() });
    }
  } catch (error) {
    // One of a kept pair is refused, whenever that is told: nothing is to be expected of it.
    const isOfPair = before.pair !== undefined || name.includes('.before-');
    if (!isOfPair) ledger.edits.push({ ...known, after: undefined, outcome: 'unknown', isSure });
    throw error;
  }
}

/** Confirms an edit: the one before goes. */
export async function keep(world: World, random: Random): Promise<void> {
  await decide(world, random, 'keep');
}

/** Goes back to the one before: the one that came goes. */
export async function goBack(world: World, random: Random): Promise<void> {
  await decide(world, random, 'back');
}

async function decide(world: World, random: Random, asked: 'keep' | 'back'): Promise<void> {
  const { ledger } = world;
  const edited = ledger.present().filter(({ pair }) => pair !== undefined);
  const { pair } = edited.length === 0 ? {} : random.pick(edited);
  const before = ledger.containers.get(pair?.before ?? '');
  const after = ledger.containers.get(pair?.after ?? '');
  if (before === undefined || after === undefined) return;
  const comesBack = asked === 'back' && pair?.ran?.() === true;
  await alone(before, () =>
    alone(after, async () => {
      const isSure = unchanged(before, after);
      const ref = random.pick([before, after]).id;
      const told = await send(world, 'GET', `/gantry/containers/${ref}/edit`);
      const { edit: found } = told.status === 200 ? told.json<ContainerEditAnswer>() : { edit: null };
      if (found?.after == null) return;
      const goes = asked === 'keep' ? before : after;
      const known = { asked, before, after, ran: false, cameEnds: true, isSure } as const;
      goes.removal = 'asked';
      try {
        const answer = await send(world, 'POST', `/gantry/containers/${ref}/edit/${asked}`);
        if (answer.status >= 300) return;
        goes.removal = 'gone';
        const name = asked === 'keep' ? found.after.name : answer.json<{ Name: string }>().Name;
        ledger.edits.push({ ...known, name, ran: comesBack, outcome: 'done' });
      } catch (error) {
        ledger.edits.push({ ...known, name: found.after.name, outcome: 'unknown' });
        throw error;
      }
    }),
  );
}

/** Tells later whether anybody else changed one of these; call it while something is done with them. */
function unchanged(...containers: readonly KnownContainer[]): () => boolean {
  const was = containers.map(({ changes, inFlight }) => (inFlight > 1 ? undefined : changes));
  return () => containers.every(({ changes }, index) => changes === was[index]);
}
