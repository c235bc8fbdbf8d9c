import { fault } from '../../base/errors.ts';
import type { OciRlimit } from './oci.ts';
import type { HostFacts, UlimitInput } from './spec-input.ts';

/** The names of `--ulimit` (getrlimit(2)). */
const NAMES: readonly string[] = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
];

/** RLIM_INFINITY (getrlimit(2)). */
const UNLIMITED = 2n ** 64n - 1n;

/**
 * Ulimits as the runtime wants them. A hard limit above our own is clamped to it unless we may raise it
 * (CAP_SYS_RESOURCE): the runtime would fail with EPERM. Throws `invalid` for an unknown name or a soft above the hard.
 */
export function rlimitsOf(
  ulimits: readonly UlimitInput[],
  host: Pick<HostFacts, 'rlimits' | 'capabilities'>,
): OciRlimit[] {
  const mayRaise = host.capabilities.includes('CAP_SYS_RESOURCE');
  return ulimits.map(({ name, soft, hard }) => {
    if (!NAMES.includes(name)) throw fault('invalid', `invalid ulimit type: ${name}`);
    const [wantedSoft, wantedHard] = [unsigned(soft), unsigned(hard)];
    if (wantedSoft > wantedHard) {
      throw fault('invalid', `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`);
    }
    const type = `RLIMIT_${name.toUpperCase()}`;
    const most = mayRaise ? UNLIMITED : unsigned(host.rlimits[type]?.hard ?? -1);
    return { type, soft: least(wantedSoft, most), hard: least(wantedHard, most) };
  });
}

function unsigned(limit: number): bigint {
  return limit < 0 || !Number.isFinite(limit) ? UNLIMITED : BigInt(Math.round(limit));
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
