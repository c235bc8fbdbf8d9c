import { randomUUID } from 'node:crypto';
import type { FileTree } from '../files/tree.ts';
import type { Volumes } from './volumes.ts';

/** A volume's files for those who browse; one with driver options is mounted for as long as they look. Throws `not-found`. */
export async function volumeTree(
  volumes: Pick<Volumes, 'mounted' | 'mountpoint'>,
  name: string,
): Promise<FileTree> {
  const user = `look ${randomUUID()}`;
  await volumes.mounted.acquire(name, user);
  return {
    key: `volume ${name}`,
    root: volumes.mountpoint(name),
    close: () => volumes.mounted.release(name, user),
  };
}
