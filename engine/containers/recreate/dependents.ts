import type { ContainerRecord } from '../record.ts';
import type { ContainerStore } from '../store.ts';

const SHARES = [
  ['NetworkMode', 'network'],
  ['PidMode', 'processes'],
  ['IpcMode', 'shared memory'],
] as const;

/** What to know before a container's namespaces end: which others live in them. A sentence each. */
export function dependentWarnings(
  store: Pick<ContainerStore, 'all'>,
  { id }: ContainerRecord,
): readonly string[] {
  return store
    .all()
    .flatMap(({ record: { name, hostConfig } }) =>
      SHARES.filter(([mode]) => hostConfig[mode] === `container:${id}`).map(
        ([, what]) =>
          `${name} shares the ${what} of the container before: it has to be made again to share those of the new one`,
      ),
    );
}
