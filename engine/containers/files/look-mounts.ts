import { mkdir, open, stat } from 'node:fs/promises';
import { isKind, messageOf } from '../../base/errors.ts';
import { nameBytes } from '../../base/file-name.ts';
import { type Inside, openInside } from '../../disk/open-inside.ts';
import { makeFolders } from '../../files/change.ts';
import { heldPath, nameIn, Root } from '../../files/root.ts';
import { bindExactly } from '../../process/mount.ts';
import { run } from '../../process/run.ts';
import type { Deps } from '../deps.ts';
import type { BindMount, VolumeMount } from '../mounts/mount-record.ts';
import { mountsIn } from '../mounts/mounts-in.ts';
import type { ContainerRecord } from '../record.ts';

/**
 * Mounts a container's volumes and binds into its mounted root, as a run would, so that `docker cp` and the file browser see them
 * while it is stopped. What cannot be mounted now is left out: its files cannot be looked at, all others can. Answers what gives the
 * volumes back, to be called when the root is not mounted any more.
 */
export async function mountVolumesIn(
  deps: Deps,
  record: ContainerRecord,
  root: string,
  user: string,
): Promise<() => Promise<void>> {
  const used: string[] = [];
  for (const one of mountsIn(record)) {
    if (one.type !== 'volume' && one.type !== 'bind') continue;
    try {
      if (one.type === 'volume') {
        await deps.volumes.mounted.acquire(one.name, user);
        used.push(one.name);
      }
      await mountOne(deps, one, root);
    } catch (error) {
      const { destination } = one;
      deps.logger.warn('a mount is left out of a look', {
        id: record.id,
        destination,
        error: messageOf(error),
      });
    }
  }
  if (record.hostConfig.ReadonlyRootfs === true) await run('mount', ['-n', '-o', 'remount,ro', '--', root]);
  return async () => {
    for (const name of used) await deps.volumes.mounted.release(name, user);
  };
}

async function mountOne(deps: Deps, one: VolumeMount | BindMount, root: string): Promise<void> {
  const source = one.type === 'bind' ? one.source : deps.volumes.mountpoint(one.name);
  const part: Inside | undefined =
    one.type === 'volume' && one.subpath !== undefined ? await openInside(source, one.subpath) : undefined;
  try {
    const from = part?.path ?? source;
    await bindInside(root, nameBytes(one.destination), from, one.readOnly);
  } finally {
    await part?.close();
  }
}

async function bindInside(
  rootPath: string,
  destination: string,
  source: string,
  readOnly: boolean,
): Promise<void> {
  const isFolder = (await stat(source)).isDirectory();
  const root = await Root.open(rootPath);
  try {
    await makeTarget(root, destination, isFolder);
    const found = await root.get(destination, { follow: true });
    try {
      await bindExactly(source, heldPath(found.node.handle));
      // The held path is now below the mount; its name leads to it. Nobody runs in here who could swap that.
      if (readOnly)
        await run('mount', [
          '-n',
          '-o',
          'remount,bind,ro',
          '--',
          `${rootPath}${Buffer.from(found.path, 'latin1').toString()}`,
        ]);
    } finally {
      await found.close();
    }
  } finally {
    await root.close();
  }
}

/** A mount needs something to be mounted on. */
async function makeTarget(root: Root, destination: string, isFolder: boolean): Promise<void> {
  const slash = destination.lastIndexOf('/');
  try {
    const found = await root.find(destination, { follow: true });
    try {
      if (found.node !== undefined) return;
      if (isFolder) await mkdir(nameIn(found.folder, found.name), 0o755);
      else await (await open(nameIn(found.folder, found.name), 'wx', 0o644)).close();
    } finally {
      await found.close();
    }
  } catch (error) {
    if (!isKind(error, 'not-found') || slash <= 0) throw error;
    await makeFolders(root, destination.slice(0, slash));
    await makeTarget(root, destination, isFolder);
  }
}
