import { readdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { PathStat } from '../../api/backends/containers.ts';
import { fault, messageOf } from '../../base/errors.ts';
import { nameBytes, readableName } from '../../base/file-name.ts';
import { type FoundThing, ownPath, Root } from '../../files/root.ts';
import { extractTar } from '../../files/tar/extract.ts';
import { pack } from '../../files/tar/pack.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import type { RootAccess } from './layer-look.ts';
import { baseOf, findPath, viewOfPath } from './path-stat.ts';
import { whyReadOnly } from './read-only.ts';
import { openLayerRoot, openRoot } from './root-access.ts';

/** What a running container shows of the kernel is no file of its. */
const KERNEL_FILES = ['./proc/*', './sys/*', './dev/*'];

/** What `docker cp` asks first. `ref` is what the client calls the container. Throws `not-found`. */
export async function statContainerPath(
  deps: Deps,
  id: string,
  path: string,
  ref: string,
): Promise<PathStat> {
  return await withOpened(await openRoot(deps, id), async (root) => {
    const found = await findPath(root, path, ref);
    try {
      return await viewOfPath(root, path, found);
    } finally {
      await found.close();
    }
  });
}

/** A tar of a file or folder, whose entries begin with the last name of `path`. Throws `not-found`. */
export async function archiveContainerPath(
  deps: Deps,
  id: string,
  path: string,
  ref: string,
): Promise<{ readonly stat: PathStat; readonly tar: Readable }> {
  const access = await openRoot(deps, id);
  let root: Root | undefined;
  let found: FoundThing | undefined;
  const close = async () => {
    await found?.close();
    await root?.close();
    await access.close();
  };
  try {
    root = await Root.open(access.root);
    found = await findPath(root, path, ref);
    const stat = await viewOfPath(root, path, found);
    const tar = packPath(path, found);
    tar.once('close', () => void close().catch(logged(deps, id)));
    tell(deps, deps.store.get(id).record, 'archive-path', { path });
    return { stat, tar };
  } catch (error) {
    await close();
    throw error;
  }
}

function packPath(path: string, found: FoundThing): Readable {
  if (!found.node.stats.isDirectory()) return pack({ folder: found.folder, names: [found.name] });
  const folder = found.node.handle;
  const base = baseOf(path);
  if (found.path === '/') return pack({ folder, exclude: KERNEL_FILES });
  if (base === '.') return pack({ folder });
  if (nameBytes(base) === found.name) return pack({ folder: found.folder, names: [found.name] });
  // Reached through a link: in the archive it is called as it was asked for.
  return pack({ folder, as: base });
}

/** A tar of the container's whole root, as `docker export` gives it. */
export async function exportContainer(deps: Deps, id: string): Promise<Readable> {
  const access = await openLayerRoot(deps, id);
  let root: Root | undefined;
  const close = async () => {
    await root?.close();
    await access.close();
  };
  try {
    root = await Root.open(access.root);
    const { node } = await root.get('/', { follow: true });
    // By their names, so that entries are called `bin/sh` as Docker's are, and not `./bin/sh`.
    const names = await readdir(`${ownPath(node.handle)}/.`, 'latin1');
    const tar = pack({ folder: node.handle, names });
    tar.once('close', () => void node.handle.close().then(close).catch(logged(deps, id)));
    tell(deps, deps.store.get(id).record, 'export');
    return tar;
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Unpacks a tar into a folder of the container; see `extractTar` for what keeps it there. Throws `not-found`, `invalid` for a path
 * that is no folder or a tar that is broken, `forbidden` for a place that is read-only.
 */
export async function extractIntoContainer(
  deps: Deps,
  id: string,
  path: string,
  tar: Readable,
  options: { readonly noOverwriteDirNonDir: boolean; readonly copyUidGid: boolean; readonly ref: string },
): Promise<void> {
  const { record } = deps.store.get(id);
  const access = await openRoot(deps, id);
  await withOpened(access, async (root) => {
    const found = await findPath(root, path.endsWith('/') ? path : `${path}/`, options.ref).catch(notAFolder);
    await found.close();
    const why = whyReadOnly(record, readableName(found.path));
    if (why !== undefined) throw fault('forbidden', why);
    const user = options.copyUidGid ? (record.config.User ?? '') : '';
    const owner = user === '' ? undefined : await resolveUser(access.root, user, []);
    await extractTar(root, found.path, tar as AsyncIterable<Buffer>, {
      keepKinds: options.noOverwriteDirNonDir,
      ...(owner === undefined ? {} : { owner: { uid: owner.uid, gid: owner.gid } }),
    });
  });
  tell(deps, record, 'extract-to-dir', { path });
}

/** Nobody waits for what is given back once a tar was read, or was not. */
function logged(deps: Deps, id: string): (error: unknown) => void {
  return (error) =>
    deps.logger.warn('could not take off what an archive was made from', { id, error: messageOf(error) });
}

function notAFolder(error: unknown): never {
  if (error instanceof Error && error.message.endsWith('is not a directory'))
    throw fault('invalid', 'extraction point is not a directory', error);
  throw error;
}

async function withOpened<T>(access: RootAccess, use: (root: Root) => Promise<T>): Promise<T> {
  try {
    const root = await Root.open(access.root);
    try {
      return await use(root);
    } finally {
      await root.close();
    }
  } finally {
    await access.close();
  }
}
