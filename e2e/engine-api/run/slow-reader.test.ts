import { readFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

const MEBIBYTE = 1024 * 1024;
const LINES = 2_000_000;
const LAST_LINE = `${LINES}\n`;

test('a reader that pauses loses nothing of much output, and the engine does not hoard it', async ({
  docker,
  engine,
}) => {
  const before = await residentBytes(engine.pid);
  await using program = docker.with({ limitMs: 110_000 }).start`run --rm busybox seq 1 ${LINES}`;
  await program.stdout.until('1000\n');
  program.pauseReading();
  // Long enough for a process without back-pressure to print everything into the engine's memory.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const grown = (await residentBytes(engine.pid)) - before;
  program.resumeReading();
  const { stdout, code } = await program.ended;
  expect(code).toBe(0);
  expect(stdout.length).toBe(lengthOfLines(LINES));
  expect(stdout.endsWith(LAST_LINE)).toBe(true);
  expect(grown).toBeLessThan(100 * MEBIBYTE);
});

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** The length of the numbers from 1 to `last`, each with its line end. */
function lengthOfLines(last: number): number {
  let length = 0;
  for (let first = 1; first <= last; first *= 10) {
    const count = Math.min(last, first * 10 - 1) - first + 1;
    length += count * (String(first).length + 1);
  }
  return length;
}
