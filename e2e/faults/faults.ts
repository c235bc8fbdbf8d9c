import { numberFlag, storyOf } from '../fixtures/random.ts';
import { storm } from './storm.ts';

/** `npm run faults -- [--kills N] [--seed N]` */
const args = process.argv.slice(2);
const kills = numberFlag(args, 'kills', 300);
const seed = numberFlag(args, 'seed', Date.now() % 1_000_000);
process.stdout.write(`${kills} kills; again with --seed ${seed}\n`);
try {
  await storm({ seed, kills, tell: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${kills} kills without a violation (seed ${seed})\n`);
} catch (error) {
  process.stderr.write(`${storyOf(error)}\n`);
  process.exitCode = 1;
}
