import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fault, isKind, messageOf } from '../../base/errors.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { Root } from '../../files/root.ts';
import { run } from '../../process/run.ts';
import { type GitAddress, withoutLogin } from './git-address.ts';
import { git } from './git-program.ts';

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The commit that an address means now, without fetching it. Throws `invalid` when there is none. */
export async function commitOf(
  { repository, ref }: GitAddress,
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<string> {
  if (ref !== undefined && COMMIT.test(ref)) return ref;
  const names = ref === undefined ? ['HEAD'] : [ref, `refs/tags/${ref}^{}`];
  const lines = (await asked(repository, () => git(['ls-remote', '--', repository, ...names], options)))
    .split('\n')
    .map((line) => line.split('\t'));
  const wanted =
    ref === undefined ? ['HEAD'] : [`refs/heads/${ref}`, `refs/tags/${ref}^{}`, `refs/tags/${ref}`, ref];
  const found = wanted.flatMap((name) => lines.find(([, there]) => there === name)?.[0] ?? [])[0];
  if (found === undefined) {
    throw fault('invalid', `${withoutLogin(repository)} has no ${ref ?? 'default branch'}`);
  }
  return found;
}

/**
 * Fetches one commit of a repository, without history, with its submodules, into a folder that is not there yet, and answers
 * where in it the address points. Throws `invalid` with git's words, and for a folder that the repository does not have.
 */
export async function checkOut(
  address: GitAddress,
  folder: string,
  options: { readonly keepGitDir: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const { repository, ref } = address;
  await makeFolder(folder, 0o755);
  const here = (args: readonly string[]) => git(args, { cwd: folder, signal: options.signal });
  await here(['init', '--quiet']);
  await here(['remote', 'add', '--', 'origin', withoutLogin(repository)]);
  await asked(repository, () => fetchRef(here, repository, ref ?? 'HEAD'));
  await here(['checkout', '--quiet', '--detach', 'FETCH_HEAD']);
  await asked(repository, () =>
    here(['submodule', 'update', '--init', '--recursive', '--depth=1', '--quiet']),
  );
  if (!options.keepGitDir)
    await run('find', [folder, '-name', '.git', '-prune', '-exec', 'rm', '-rf', '{}', '+']);
  return await folderIn(folder, address);
}

/** Servers need not give a commit by its name: then all branches and tags are fetched. */
async function fetchRef(
  here: (args: readonly string[]) => Promise<string>,
  repository: string,
  ref: string,
): Promise<void> {
  try {
    await here(['fetch', '--quiet', '--depth=1', '--no-tags', '--', repository, ref]);
  } catch (error) {
    if (!/^[0-9a-f]{7,64}$/.test(ref) || isKind(error, 'cancelled')) throw error;
    await here(['fetch', '--quiet', '--tags', '--', repository, '+refs/heads/*:refs/remotes/origin/*']);
    await here([
      'update-ref',
      '--no-deref',
      'FETCH_HEAD',
      await here(['rev-parse', '--verify', `${ref}^{commit}`]),
    ]);
  }
}

async function asked<T>(repository: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isKind(error, 'invalid')) throw error;
    throw fault('invalid', `failed to fetch ${withoutLogin(repository)}: ${messageOf(error)}`, error);
  }
}

/** The folder that an address names; links in it are followed inside the repository only. */
async function folderIn(root: string, { repository, folder }: GitAddress): Promise<string> {
  if (folder === '') return root;
  const opened = await Root.open(root);
  try {
    const found = await opened.get(folder, { follow: true });
    await found.close();
    if (found.node.stats.isDirectory()) return join(root, Buffer.from(found.path, 'latin1').toString('utf8'));
  } catch (error) {
    if (!isKind(error, 'not-found')) throw error;
  } finally {
    await opened.close();
  }
  await rm(root, { recursive: true, force: true });
  throw fault('invalid', `${withoutLogin(repository)} has no folder ${folder}`);
}
