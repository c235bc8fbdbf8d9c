import { statfs } from 'node:fs/promises';
import { posix } from 'node:path';
import { resolveInRoot } from '../../disk/safe-path.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import type { SpecInput } from '../../runtime/spec/spec-input.ts';
import { StartFault } from '../../runtime/start-fault.ts';

/** `f_type` of procfs (statfs(2)). */
const PROC_TYPE = 0x9fa0;

/** Files below /proc that others may stand in for, as LXCFS does; the same ones as with runc. */
const REPLACEABLE: ReadonlySet<string> = new Set(
  [
    ['cpuinfo', 'diskstats', 'meminfo', 'stat', 'swaps', 'uptime', 'loadavg', 'slabinfo', 'net/dev'],
    ['sys/kernel/ns_last_pid', 'sys/crypto/fips_enabled'],
  ]
    .flat()
    .map((name) => `/proc/${name}`),
);

/** What the runtime mounts itself: whatever the image has there is covered. */
const COVERED: ReadonlySet<string> = new Set(['/dev', '/proc', '/sys']);

/**
 * Puts each destination where it really is in a container's mounted root: links are followed inside it, also those that lead
 * nowhere yet, which the runtimes treat differently. What lies below another mount goes where that one goes, and no further: the
 * links in there are not the image's. Throws `StartFault` for one in /proc, in runc's words, and for the root itself.
 */
export async function settleDestinations<T extends Pick<SpecInput, 'mounts' | 'tmpfs'>>(
  input: T,
  rootfs: string,
): Promise<T> {
  const places = await placesOf(
    [...input.mounts.map(({ destination }) => destination), ...Object.keys(input.tmpfs)],
    rootfs,
  );
  const placeOf = (destination: string) => places.get(plain(destination)) ?? destination;
  const mounts = input.mounts.map((mount) => ({ ...mount, destination: placeOf(mount.destination) }));
  const tmpfs = Object.fromEntries(
    Object.entries(input.tmpfs).map(([destination, options]) => [placeOf(destination), options]),
  );
  for (const mount of mounts) await refuse(mount.destination, mount);
  for (const destination of Object.keys(tmpfs)) await refuse(destination, undefined);
  return { ...input, mounts, tmpfs };
}

/** By the plain form of what was written; parents before what lies below them. */
async function placesOf(written: readonly string[], rootfs: string): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  const inOrder = written.map(plain).sort((a, b) => a.split('/').length - b.split('/').length);
  for (const path of inOrder) {
    const parent = [...places.keys()].filter((other) => isInside(path, other)).at(-1);
    if (parent !== undefined) {
      places.set(path, posix.join(places.get(parent) ?? parent, path.slice(parent.length)));
      continue;
    }
    const taken = new Set(places.values());
    const found = await resolveInRoot(rootfs, path, true, (way) => COVERED.has(way) || taken.has(way));
    places.set(path, found.slice(rootfs.length) || '/');
  }
  return places;
}

function plain(destination: string): string {
  return posix.resolve('/', destination);
}

async function refuse(destination: string, mount: OciMount | undefined): Promise<void> {
  if (destination === '/') throw refused(mount?.source ?? 'tmpfs', destination, 'it is the root');
  if (destination === '/proc') {
    const isProc = mount?.type === 'bind' && (await statfs(mount.source)).type === PROC_TYPE;
    if (!isProc) throw refused(mount?.source ?? 'tmpfs', destination, 'it is not of type proc');
  } else if (isInside(destination, '/proc') && !REPLACEABLE.has(destination)) {
    throw refused(mount?.source ?? 'tmpfs', destination, 'it is inside /proc');
  }
}

function refused(source: string, destination: string, why: string): StartFault {
  return new StartFault(
    128,
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: ' +
      'unable to start container process: error during container init: ' +
      `error mounting ${JSON.stringify(source)} to rootfs at ${JSON.stringify(destination)}: ` +
      `${JSON.stringify(destination)} cannot be mounted because ${why}: unknown`,
  );
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder;
}
