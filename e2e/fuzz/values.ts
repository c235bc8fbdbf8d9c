import type { Random } from '../fixtures/random.ts';

/** What a value may be taken from: things that there are. */
export interface Stock {
  readonly containers: readonly string[];
  readonly execs: readonly string[];
  readonly images: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** A folder of the host that may be mounted. */
  readonly folder: string;
}

const STRANGE: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  'true',
  '../../etc/passwd',
  '/',
  '.',
  '..',
  'a'.repeat(300),
  'ü😀',
  '%00',
  '\u0000',
  '\n',
  '"',
  '{}',
  '[]',
  'null',
  'NaN',
  '1e309',
  '9223372036854775807',
  '99999999999999999999999',
  '2026-11-22T00:00:00Z',
  '__proto__',
  'constructor',
  'sha256:zz',
  `sha256:${'0'.repeat(64)}`,
  '*',
  '(((',
  'a=b',
  '{"label":["a=b"]}',
  '{"status":{"running":true}}',
  '{"a":[',
  '{"name":[""]}',
  '{"before":["x"],"since":[""],"until":["x"]}',
];

export function strangeText(random: Random): string {
  if (random.chance(0.8)) return random.pick(STRANGE);
  return Array.from({ length: random.below(12) }, () => String.fromCharCode(random.below(0x2ff))).join('');
}

/** Any JSON value, of little depth. */
function strangeValue(random: Random, depth = 2): unknown {
  const kind = random.below(depth > 0 ? 9 : 6);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 1, 2.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300, 4096, 67_108_864]);
    case 3:
    case 4:
    case 5:
      return strangeText(random);
    case 6:
      return Array.from({ length: random.below(3) }, () => strangeValue(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(3) }, () => [strangeText(random), strangeValue(random, depth - 1)]),
      );
  }
}

/** A JSON value with some of its parts replaced, left out or added. */
export function mutated(random: Random, value: unknown, probability: number): unknown {
  if (random.chance(probability)) return strangeValue(random);
  if (Array.isArray(value)) return value.map((each) => mutated(random, each, probability));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => !random.chance(probability / 2))
      .map(([name, each]) => [
        random.chance(probability / 4) ? strangeText(random) : name,
        mutated(random, each, probability),
      ]),
  );
}
