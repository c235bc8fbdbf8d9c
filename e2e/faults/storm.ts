import { setTimeout as sleep } from 'node:timers/promises';
import { busyboxArchive } from '../fixtures/busybox-image.ts';
import { Engine } from '../fixtures/engine.ts';
import { NetworkNamespace } from '../fixtures/network-namespace.ts';
import { Random, storyOf } from '../fixtures/random.ts';
import { violationsOf } from './invariants.ts';
import { Ledger } from './ledger.ts';
import { doSomething } from './operations.ts';
import type { World } from './world.ts';

export interface StormOptions {
  /** Decides what is done and when the engine is killed; how the kernel takes turns remains its own. */
  readonly seed: number;
  readonly kills: number;
  /** Told after each round. */
  readonly tell?: (line: string) => void;
}

const LANES = 3;
const LONGEST_MS = 1500;

/**
 * Has an engine of its own do random things, several at a time, kills it with SIGKILL at a random moment, starts it again
 * and looks for what is wrong; as often as asked. Throws at the first round that ends with something wrong, telling what
 * was done in it.
 */
export async function storm({ seed, kills, tell = () => undefined }: StormOptions): Promise<void> {
  const random = new Random(seed);
  await using namespace = await NetworkNamespace.open('10.99.0.1/24');
  await using engine = await Engine.running({ namespace });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const archive = await busyboxArchive({ tags: ['loaded:1'], files: [{ path: 'own', content: 'own' }] });
  const world: World = { engine, ledger: new Ledger(), archive };
  for (let round = 1; round <= kills; round += 1) {
    const moment = random.below(LONGEST_MS);
    world.ledger.beginRound();
    await workUntilKilled(world, random, moment);
    const begun = Date.now();
    const title = `seed ${seed}, round ${round} of ${kills}, killed after ${moment} ms`;
    try {
      await engine.start();
      const started = Date.now() - begun;
      const violations = await violationsOf(engine, namespace, world.ledger);
      if (violations.length > 0) throw new Error(violations.join('\n'));
      tell(
        `${title}: ${world.ledger.journal.length} requests, ${world.ledger.present().length} containers; up after ${started} ms, checked in ${Date.now() - begun - started} ms`,
      );
    } catch (error) {
      throw new Error(`${title}:\n${storyOf(error)}\n\n${lastDoneIn(world)}`, { cause: error });
    }
  }
  try {
    await engine.removeContainers();
  } catch (error) {
    throw new Error(`at the end: ${storyOf(error)}\n\n${lastDoneIn(world)}`, { cause: error });
  }
}

function lastDoneIn({ engine, ledger }: World): string {
  const log = engine.log.slice(-4000);
  return ['What was done:', ...ledger.journal, '', 'The log of the new engine:', log].join('\n');
}

async function workUntilKilled(world: World, random: Random, moment: number): Promise<void> {
  let isOver = false;
  const lane = async (own: Random) => {
    while (!isOver) {
      try {
        await doSomething(world, own);
      } catch (error) {
        if (!isOver) throw error;
      }
    }
  };
  const lanes = Array.from({ length: LANES }, () => lane(random.fork()));
  await Promise.race([sleep(moment), Promise.all(lanes)]);
  isOver = true;
  await world.engine.crash();
  await Promise.all(lanes);
}
