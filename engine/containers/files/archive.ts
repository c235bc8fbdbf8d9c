import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { PathStat } from '../../api/backends.ts';
import { fault } from '../../base/errors.ts';
import { run, start } from '../../process/run.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import type { Deps } from '../deps.ts';
import { findPath } from './path-stat.ts';
import { openLayerRoot, openRoot, withRoot } from './root-access.ts';

/** What a running container shows of the kernel is no file of its. */
const KERNEL_FILES = ['--exclude=./proc/*', '--exclude=./sys/*', '--exclude=./dev/*'];

const PRESERVE = ['--numeric-owner', '--xattrs', '--xattrs-include=*'];

/** What `docker cp` asks first. Throws `not-found`. */
export async function statContainerPath(deps: Deps, id: string, path: string): Promise<PathStat> {
  return await withRoot(deps, id, async (root) => (await findPath(root, path, id)).view);
}

/** A tar of a file or folder, whose entries begin with the last name of `path`. Throws `not-found`. */
export async function archiveContainerPath(
  deps: Deps,
  id: string,
  path: string,
): Promise<{ readonly stat: PathStat; readonly tar: Readable }> {
  const access = await openRoot(deps, id);
  try {
    const found = await findPath(access.root, path, id);
    const whole = found.hostPath === access.root || found.hostPath === `${access.root}/`;
    const [folder, name] = whole ? [access.root, '.'] : [dirname(found.hostPath), basename(found.hostPath)];
    const exclude = whole ? KERNEL_FILES : [];
    return { stat: found.view, tar: await tarOf(folder, [name], () => access.close(), exclude) };
  } catch (error) {
    await access.close();
    throw error;
  }
}

/** A tar of the container's whole root, as `docker export` gives it. */
export async function exportContainer(deps: Deps, id: string): Promise<Readable> {
  const access = await openLayerRoot(deps, id);
  try {
    // By their names, so that entries are called `bin/sh` as Docker's are, and not `./bin/sh`.
    const names = await readdir(access.root);
    return await tarOf(access.root, names, () => access.close());
  } catch (error) {
    await access.close();
    throw error;
  }
}

/**
 * Unpacks a tar into a folder of the container. Names in it stay below the folder: tar refuses `..`, strips a leading slash,
 * and makes links last. Throws `not-found`, `invalid` for a path that is no folder or a tar that is broken.
 */
export async function extractIntoContainer(
  deps: Deps,
  id: string,
  path: string,
  tar: Readable,
  options: { readonly noOverwriteDirNonDir: boolean; readonly copyUidGid: boolean },
): Promise<void> {
  const { record } = deps.store.get(id);
  if (record.hostConfig.ReadonlyRootfs === true)
    throw fault('forbidden', 'container rootfs is marked read-only');
  await withRoot(deps, id, async (root) => {
    const found = await findPath(root, `${path}/`, id);
    if (!found.stats.isDirectory()) throw fault('invalid', 'extraction point is not a directory');
    const owner = options.copyUidGid ? await resolveUser(root, record.config.User ?? '', []) : undefined;
    const ownership =
      owner === undefined
        ? ['--same-owner']
        : ['--same-owner', `--owner=${owner.uid}`, `--group=${owner.gid}`];
    const overwrite = options.noOverwriteDirNonDir
      ? ['--no-overwrite-dir']
      : ['--overwrite-dir', '--unlink-first'];
    try {
      await run(
        'tar',
        ['-x', '-p', ...PRESERVE, ...ownership, ...overwrite, '-C', found.hostPath, '-f', '-'],
        {
          input: tar,
          timeoutMs: 0,
        },
      );
    } catch (cause) {
      throw fault(
        'invalid',
        `unpack into ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
        cause,
      );
    }
  });
}

async function tarOf(
  folder: string,
  names: readonly string[],
  close: () => Promise<void>,
  exclude: readonly string[] = [],
): Promise<Readable> {
  const tar = await start(
    'tar',
    ['-c', ...PRESERVE, ...exclude, '--sparse', '-C', folder, '-f', '-', '--', ...names],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const { stdout } = tar;
  if (stdout === null) throw fault('system', 'tar has no output');
  let said = '';
  tar.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4096);
  });
  stdout.once('close', () => tar.kill('SIGTERM'));
  void tar.exited.then(async ({ code }) => {
    // 1: a file changed while it was read, which a running container's files may.
    if (code !== 0 && code !== 1 && code !== null)
      stdout.destroy(fault('system', `tar failed: ${said.trim()}`));
    await close();
  });
  return stdout;
}
