import { nameBytes, readableName } from '../../base/file-name.ts';
import type { FileTree } from '../../files/tree.ts';
import type { Deps } from '../deps.ts';
import { whyReadOnly } from './read-only.ts';
import { openRoot } from './root-access.ts';

/** A container's files for those who browse: its root as a run sees it, and what its image had. Throws `not-found`. */
export async function containerTree(deps: Deps, ref: string): Promise<FileTree> {
  const { record } = deps.store.find(ref);
  const { id } = record;
  const access = await openRoot(deps, id);
  return {
    key: `container ${id} ${access.root}`,
    root: access.root,
    readOnlyAt: (path) => whyReadOnly(record, readableName(path)),
    origin: {
      changesIn: (folder) => deps.layers.changesInFolder(id, folder.slice(1)),
      changes: async () =>
        (await deps.layers.changes(id)).map(({ path, kind }) => ({ path: nameBytes(path), change: kind })),
      original: (path) => deps.layers.below(id, path.slice(1)),
    },
    close: () => access.close(),
  };
}
