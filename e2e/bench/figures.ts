import type { Contender } from './contenders.ts';

/** Milliseconds that one piece of work took. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e6;
}

/**
 * Does the work `rounds` times with each contender, one after the other in turn, so that whatever else the machine does
 * meets all of them alike. The first round warms up and does not count. `undo` follows each time, and is not measured.
 */
export async function interleaved<C extends Contender>(
  contenders: readonly C[],
  rounds: number,
  work: (contender: C, round: number) => Promise<unknown>,
  undo?: (contender: C) => Promise<unknown>,
): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const took = await millisecondsOf(() => work(contender, round));
      if (round > 0) figures.get(contender.name)?.push(took);
      await undo?.(contender);
    }
  }
  return figures;
}

/** Prints the medians, the nine tenths, and how ours stands to Docker's. */
export function printTable(
  title: string,
  figures: ReadonlyMap<string, readonly number[]>,
  unit = 'ms',
): void {
  const docker = median(figures.get('dockerd') ?? []);
  console.log(`\n${title}`);
  console.log(
    `  ${'engine'.padEnd(10)}${'median'.padStart(12)}${'90 %'.padStart(12)}${'of dockerd'.padStart(13)}`,
  );
  for (const [name, values] of figures) {
    const ratio = docker > 0 ? (median(values) / docker).toFixed(2) : '';
    const [middle, high] = [median(values), quantile(values, 0.9)].map(
      (value) => `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`,
    );
    console.log(`  ${name.padEnd(10)}${middle?.padStart(12)}${high?.padStart(12)}${ratio.padStart(13)}`);
  }
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
