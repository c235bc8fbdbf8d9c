import { ALL_CAPABILITIES } from './capabilities.ts';
import type { HostFacts } from './spec-input.ts';

/** Major and minor of a release such as `6.1.0-13-amd64`. */
export function parseKernel(text: string): readonly [number, number] {
  const [major = 0, minor = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor];
}

/** The names in a set that is written as a hexadecimal bit mask. */
export function parseCapabilities(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  return ALL_CAPABILITIES.filter((_name, bit) => (bits >> BigInt(bit)) & 1n);
}

/** The kernel's words for limits (proc(5), /proc/PID/limits), and the specification's. */
const LIMITS: Readonly<Record<string, string>> = {
  'Max cpu time': 'RLIMIT_CPU',
  'Max file size': 'RLIMIT_FSIZE',
  'Max data size': 'RLIMIT_DATA',
  'Max stack size': 'RLIMIT_STACK',
  'Max core file size': 'RLIMIT_CORE',
  'Max resident set': 'RLIMIT_RSS',
  'Max processes': 'RLIMIT_NPROC',
  'Max open files': 'RLIMIT_NOFILE',
  'Max locked memory': 'RLIMIT_MEMLOCK',
  'Max file locks': 'RLIMIT_LOCKS',
  'Max pending signals': 'RLIMIT_SIGPENDING',
  'Max msgqueue size': 'RLIMIT_MSGQUEUE',
  'Max nice priority': 'RLIMIT_NICE',
  'Max realtime priority': 'RLIMIT_RTPRIO',
  'Max realtime timeout': 'RLIMIT_RTTIME',
};

/** Parses /proc/PID/limits; `unlimited` becomes Infinity. */
export function parseLimits(text: string): HostFacts['rlimits'] {
  const value = (word: string) => (word === 'unlimited' ? Number.POSITIVE_INFINITY : Number(word));
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, words = '', soft = '', hard = ''] = /^(Max [a-z ]+?)\s{2,}(\S+)\s+(\S+)/.exec(line) ?? [];
      const type = LIMITS[words];
      return type === undefined ? [] : [[type, { soft: value(soft), hard: value(hard) }]];
    }),
  );
}
