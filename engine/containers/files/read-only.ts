import { mountsIn } from '../mounts/mounts-in.ts';
import type { ContainerRecord } from '../record.ts';

/** Why nothing may be written at a path of a container (absolute, links followed), in Docker's words; undefined when it may. */
export function whyReadOnly(record: ContainerRecord, path: string): string | undefined {
  const over = mountsIn(record)
    .filter(({ destination }) => path === destination || path.startsWith(`${destination}/`))
    .sort((one, other) => other.destination.length - one.destination.length)[0];
  if (over !== undefined) return over.readOnly ? 'mounted volume is marked read-only' : undefined;
  return record.hostConfig.ReadonlyRootfs === true ? 'container rootfs is marked read-only' : undefined;
}
