import { copyFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import type { MountRequest } from '../../api/types/container.ts';
import { nameBytes } from '../../base/file-name.ts';
import { newId } from '../../base/ids.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { mount as perform, unmount } from '../../process/mount.ts';
import type { RunMount } from '../dockerfile/run-mount.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import { asText, type FileTree, type TreeEntry } from '../files/file-tree.ts';
import type { CacheMounts } from './cache-mounts.ts';
import { Secrets, secretEnv } from './secrets.ts';

/** What RUN's `--mount`s become in its container. */
export interface MountsOfRun {
  readonly mounts: readonly MountRequest[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** The values of the secrets that the command gets. */
  readonly secrets: readonly string[];
  /** Secrets that are variables. */
  readonly env: readonly string[];
  /** Where something is mounted, absolute. */
  readonly targets: readonly string[];
  /** The folders of caches, by name. */
  readonly cacheNames: readonly string[];
  /** Takes down what was put up, and gives caches back. */
  readonly close: () => Promise<void>;
}

/** What mounts are made from. */
export interface MountParts {
  /** Where files come from: the context, a stage or an image. */
  readonly treeOf: (from: string | undefined) => Promise<FileTree>;
  readonly caches: CacheMounts;
  readonly secrets: Readonly<Record<string, string>>;
  /** Relative targets are below it. */
  readonly workingDir: string;
  /** For mounts, and for files on the disk. */
  readonly folder: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** For the cache: what the mounts bring in decides what the command makes. Throws `SyntaxFault` for what is not there. */
export async function mountInputs(
  mounts: readonly RunMount[],
  treeOf: MountParts['treeOf'],
): Promise<Readonly<Record<string, string>>> {
  const inputs: Record<string, string> = {};
  for (const mount of mounts) {
    if (mount.type !== 'bind') continue;
    const { tree, entry } = await sourceOf(mount, treeOf);
    const nameOf = (path: string) => inputName(mount.from, path);
    if (entry.path !== mount.source.replace(/^\/+|\/+$/g, ''))
      inputs[`link ${nameOf(nameBytes(mount.source))}`] = entry.path;
    for await (const below of tree.walk(entry)) {
      const { mode, uid, gid } = below.stats;
      inputs[`file ${nameOf(below.path)}`] =
        `${await contentOf(tree, below)}:${mode.toString(8)} ${uid} ${gid}`;
    }
  }
  return inputs;
}

/** Trees hold files of the same name: those of stages and images begin with a slash and tell whose they are. */
function inputName(from: string | undefined, path: string): string {
  if (from === undefined) return path === '' ? '.' : asText(path);
  return `/${asText(path)} of ${from}`;
}

async function contentOf(tree: FileTree, { path, stats, target }: TreeEntry): Promise<string> {
  if (stats.isFile()) return await tree.digest(path);
  if (stats.isSymbolicLink()) return `link ${target}`;
  return stats.isDirectory() ? 'folder' : 'no file';
}

/** Prepares the mounts of a RUN. Throws `SyntaxFault` for what is not there; nothing stays then. */
export async function mountsOfRun(mounts: readonly RunMount[], parts: MountParts): Promise<MountsOfRun> {
  const closers: (() => unknown)[] = [];
  /** One that fails keeps none of the others from being done. */
  const close = async (): Promise<void> => {
    const closer = closers.pop();
    if (closer === undefined) return;
    try {
      await closer();
    } finally {
      await close();
    }
  };
  const found: MountRequest[] = [];
  const tmpfs: Record<string, string> = {};
  const cacheNames: string[] = [];
  const secrets = new Secrets(join(parts.folder, newId()));
  closers.push(() => secrets.close());
  const bind = (Source: string, Target: string, ReadOnly: boolean) =>
    found.push({ Type: 'bind', Source, Target, ReadOnly });
  try {
    for (const mount of inOrder(mounts)) {
      const target = posix.resolve('/', parts.workingDir, mount.target ?? '');
      switch (mount.type) {
        case 'tmpfs':
          tmpfs[target] = mount.size === undefined ? 'mode=1777' : `size=${mount.size},mode=1777`;
          break;
        case 'ssh':
          if (mount.required) throw new SyntaxFault(noAgent(mount.id), 0);
          break;
        case 'secret': {
          const value = parts.secrets[mount.id];
          if (value === undefined && mount.required) throw new SyntaxFault(noSecret(mount.id), 0);
          if (value !== undefined && mount.target !== undefined)
            bind(await secrets.file(value, mount), target, true);
          break;
        }
        case 'cache': {
          const seed = () => seedOf(mount, parts.treeOf);
          const { folder, giveBack } = await parts.caches.use(mount, seed, parts.signal);
          closers.push(giveBack);
          cacheNames.push(basename(folder));
          bind(folder, target, mount.readOnly);
          break;
        }
        case 'bind': {
          const { tree, entry } = await sourceOf(mount, parts.treeOf);
          const source = await tree.placeOf(entry);
          bind(
            mount.readWrite ? await changeable(source, entry, parts, closers) : source,
            target,
            !mount.readWrite,
          );
        }
      }
    }
  } catch (error) {
    // Why it failed is what is told; a mount that stays all the same is swept with the build's folder.
    await close().catch(() => undefined);
    throw error;
  }
  return {
    mounts: found,
    tmpfs,
    secrets: mounts.flatMap((one) => (one.type === 'secret' ? (parts.secrets[one.id] ?? []) : [])),
    env: secretEnv(mounts, parts.secrets),
    cacheNames,
    targets: [...found.map(({ Target }) => Target), ...Object.keys(tmpfs)],
    close,
  };
}

/** Locked caches are waited for in one order by everybody, and one that is mounted twice is waited for once. */
function inOrder(mounts: readonly RunMount[]): readonly RunMount[] {
  const taken = new Set<string>();
  const ids = (mount: RunMount) => (mount.type === 'cache' && mount.sharing === 'locked' ? mount.id : '');
  return mounts
    .toSorted((one, other) => (ids(one) < ids(other) ? -1 : ids(one) > ids(other) ? 1 : 0))
    .map((mount) => {
      if (mount.type !== 'cache' || mount.sharing !== 'locked' || !taken.has(mount.id)) {
        taken.add(ids(mount));
        return mount;
      }
      return { ...mount, sharing: 'shared' };
    });
}

async function sourceOf(
  { source, from, target }: Extract<RunMount, { readonly type: 'bind' }>,
  treeOf: MountParts['treeOf'],
): Promise<{ readonly tree: FileTree; readonly entry: TreeEntry }> {
  const tree = await treeOf(from);
  const entry = await tree.find(nameBytes(source));
  if (entry === undefined) throw new SyntaxFault(`there is no ${source} to mount at ${target}`, 0);
  return { tree, entry };
}

async function seedOf(
  mount: Extract<RunMount, { readonly type: 'cache' }>,
  treeOf: MountParts['treeOf'],
): Promise<string | undefined> {
  if (mount.from === undefined) return undefined;
  const tree = await treeOf(mount.from);
  const entry = await tree.find(nameBytes(mount.source));
  if (entry?.stats.isDirectory() !== true) {
    throw new SyntaxFault(
      `there is no folder ${mount.source} in ${mount.from} for the cache at ${mount.target}`,
      0,
    );
  }
  return await tree.placeOf(entry);
}

/** Something that may be written to; what is written goes away with the step. */
async function changeable(
  source: string,
  entry: TreeEntry,
  { folder, scratch }: MountParts,
  closers: (() => unknown)[],
): Promise<string> {
  const own = join(scratch, newId());
  if (!entry.stats.isDirectory()) {
    await copyFile(source, own);
    return own;
  }
  const target = join(folder, newId());
  const [upperdir, workdir] = [join(own, 'upper'), join(own, 'work')];
  for (const path of [upperdir, workdir]) await makeFolder(path, 0o755);
  await makeFolder(target, 0o755);
  const options = ['lowerdir=.', `upperdir=${upperdir}`, `workdir=${workdir}`];
  await perform({ type: 'overlay', source: 'overlay', target, options, cwd: source });
  closers.push(() => unmount(target, { lazy: true }));
  return target;
}

function noSecret(id: string): string {
  return `the secret ${JSON.stringify(id)} is required, and this build was given none of that id: the classic builder has no session to ask for it; give it in Gantry's window, or in the header X-Gantry-Build-Secrets of POST /build`;
}

function noAgent(id: string): string {
  return `the ssh agent ${JSON.stringify(id)} is required, but the classic builder has no session to reach yours: take a token as a secret (RUN --mount=type=secret) instead, or put into the context what the step would fetch`;
}
