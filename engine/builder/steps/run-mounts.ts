import { join } from 'node:path';
import type { MountRequest } from '../../api/types/container.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { RunMount } from '../dockerfile/run-mount.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { FileTree } from '../files/file-tree.ts';

/** What RUN's `--mount`s become in its container. */
export interface MountsOfRun {
  readonly mounts: readonly MountRequest[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** For the cache: what the mounts bring in decides what the command makes. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Prepares the mounts of a RUN. `treeOf` answers where files come from: the context, a stage or an image. Caches are folders
 * that live on between builds. Secrets and ssh agents cannot be sent by this API: those that are required are refused.
 */
export async function mountsOfRun(
  mounts: readonly RunMount[],
  treeOf: (from: string | undefined) => Promise<FileTree>,
  caches: string,
): Promise<MountsOfRun> {
  const found: MountRequest[] = [];
  const tmpfs: Record<string, string> = {};
  const inputs: Record<string, string> = {};
  for (const mount of mounts) {
    switch (mount.type) {
      case 'tmpfs':
        tmpfs[mount.target] = mount.size === undefined ? 'mode=1777' : `size=${mount.size},mode=1777`;
        break;
      case 'secret':
      case 'ssh':
        if (mount.required) {
          throw new SyntaxFault(
            `the ${mount.type} ${JSON.stringify(mount.id)} is required, but this API cannot send ${mount.type === 'ssh' ? 'ssh agents' : 'secrets'}`,
            0,
          );
        }
        break;
      case 'cache': {
        if (mount.from !== undefined)
          throw new SyntaxFault('a cache mount that begins with the files of a stage is not supported', 0);
        const folder = join(caches, Buffer.from(mount.id).toString('base64url').slice(0, 200));
        await makeFolder(folder, mount.mode);
        found.push({ Type: 'bind', Source: folder, Target: mount.target, ReadOnly: mount.readOnly });
        break;
      }
      case 'bind': {
        if (mount.readWrite)
          throw new SyntaxFault('a bind mount that can be written is not supported: leave out rw', 0);
        const tree = await treeOf(mount.from);
        const entry = await tree.find(mount.source);
        if (entry === undefined)
          throw new SyntaxFault(`there is no ${mount.source} to mount at ${mount.target}`, 0);
        for await (const { path, stats } of tree.walk(entry)) {
          if (stats.isFile()) inputs[`file ${path}`] = `${await tree.digest(path)}:${stats.mode.toString(8)}`;
        }
        found.push({
          Type: 'bind',
          Source: join(tree.folder, Buffer.from(entry.path, 'latin1').toString('utf8')),
          Target: mount.target,
          ReadOnly: true,
        });
      }
    }
  }
  return { mounts: found, tmpfs, inputs };
}
