import { readFile, realpath } from 'node:fs/promises';
import { fault } from '../../base/errors.ts';
import type { Propagation } from './mount-record.ts';

/** A mount of the host's, as proc(5) tells of it in mountinfo. */
export interface HostMount {
  readonly path: string;
  /** It tells its mounts to others. */
  readonly shared: boolean;
  /** Others tell theirs to it. */
  readonly slave: boolean;
}

/** Reads /proc/self/mountinfo. */
export function parseMountInfo(text: string): HostMount[] {
  return text.split('\n').flatMap((line) => {
    const [, , , , path, , ...rest] = line.split(' ');
    if (path === undefined) return [];
    const optional = rest.slice(0, rest.indexOf('-'));
    return {
      path: path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
      shared: optional.some((field) => field.startsWith('shared:')),
      slave: optional.some((field) => field.startsWith('master:')),
    };
  });
}

/**
 * Checks that mounts can travel as `propagation` wants, which depends on the host's mount that `source` lies on. Throws
 * `invalid` in Docker's words.
 */
export async function checkPropagation(source: string, propagation: Propagation): Promise<void> {
  if (propagation === 'private' || propagation === 'rprivate') return;
  const wantsShared = propagation === 'shared' || propagation === 'rshared';
  const mounts = parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'));
  const mount = mountUnder(mounts, await realpath(source));
  if (mount?.shared === true || (!wantsShared && mount?.slave === true)) return;
  throw fault(
    'invalid',
    `path ${source} is mounted on ${mount?.path ?? '/'} but it is not a shared${wantsShared ? '' : ' or slave'} mount`,
  );
}

/** The mount that a path lies on; of several at one place the last one covers the others. */
export function mountUnder(mounts: readonly HostMount[], path: string): HostMount | undefined {
  const holds = (mount: string) => mount === '/' || path === mount || path.startsWith(`${mount}/`);
  return mounts
    .filter((mount) => holds(mount.path))
    .reduce<HostMount | undefined>(
      (best, mount) => (best === undefined || mount.path.length >= best.path.length ? mount : best),
      undefined,
    );
}
