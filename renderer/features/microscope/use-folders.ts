import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { type TreeView, treeQuery } from './queries.ts';
import { type FolderState, reachable } from './tree-rows.ts';

/** The open folders as the engine knows them; each is asked for once it can be seen. */
export function useFolders(view: TreeView, open: ReadonlySet<string>) {
  const paths = reachable(open);
  return useQueries({
    queries: paths.map((path) => ({ ...treeQuery(view, path), placeholderData: keepPreviousData })),
    combine: (results) => ({
      folders: new Map<string, FolderState>(
        // What stays on screen while the next layer loads may belong to another folder.
        results.map(({ data, error }, index) => [
          paths[index] ?? '',
          { data: data?.folder.path === paths[index] ? data : undefined, error },
        ]),
      ),
      retry: (path: string) => void results[paths.indexOf(path)]?.refetch(),
    }),
  });
}
