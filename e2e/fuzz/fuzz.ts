import { numberFlag } from '../fixtures/random.ts';
import { fuzz } from './run.ts';

/** `npm run fuzz -- [--cpu-seconds N] [--seconds N] [--seed N]` */
const args = process.argv.slice(2);
const seed = numberFlag(args, 'seed', Date.now() % 1_000_000);
const cpuSeconds = numberFlag(args, 'cpu-seconds', 600);
const seconds = numberFlag(args, 'seconds', 6 * cpuSeconds);
process.stdout.write(`${cpuSeconds} s of the engine, at most ${seconds} s; again with --seed ${seed}\n`);
const { requests, complaints } = await fuzz({
  seed,
  cpuSeconds,
  seconds,
  keepGoing: true,
  tell: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`${requests} requests, ${complaints.length} complaints (seed ${seed})\n`);
for (const complaint of complaints) process.stdout.write(`\n${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
