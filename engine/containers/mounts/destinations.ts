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

/**
 * Puts each destination where it really is in a container's mounted root: links are followed inside it, also those that lead
 * nowhere yet, which the runtimes treat differently. What lies below another mount stays as it is written. Throws `StartFault`
 * for one in /proc, in runc's words.
 */
export async function settleDestinations<T extends Pick<SpecInput, 'mounts' | 'tmpfs'>>(
  input: T,
  rootfs: string,
): Promise<T> {
  const written = [...input.mounts.map(({ destination }) => destination), ...Object.keys(input.tmpfs)];
  const places = new Map(
    await Promise.all(
      written.map(async (destination): Promise<[string, string]> => {
        const plain = posix.resolve('/', destination);
        const isBelow = written.some((other) => isInside(plain, posix.resolve('/', other)));
        return [destination, isBelow ? plain : (await resolveInRoot(rootfs, plain)).slice(rootfs.length)];
      }),
    ),
  );
  const placeOf = (destination: string) => places.get(destination) ?? destination;
  const mounts = input.mounts.map((mount) => ({ ...mount, destination: placeOf(mount.destination) }));
  const tmpfs = Object.fromEntries(
    Object.entries(input.tmpfs).map(([destination, options]) => [placeOf(destination), options]),
  );
  for (const mount of mounts) await refuseProc(mount.destination, mount);
  for (const destination of Object.keys(tmpfs)) await refuseProc(destination, undefined);
  return { ...input, mounts, tmpfs };
}

async function refuseProc(destination: string, mount: OciMount | undefined): Promise<void> {
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
