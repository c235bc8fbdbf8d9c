import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { addressPath, decodePath } from '../../bridge/path-text.ts';
import type { FolderView } from './queries.ts';

/** What is looked at: the folder and the open file are in the address, so that going back leads back. */
export interface FilesView {
  readonly folder: FolderView;
  readonly file: string | undefined;
  readonly openFolder: (path: string) => void;
  readonly openFile: (path: string | undefined) => void;
  readonly change: (change: Partial<Omit<FolderView, 'path'>>) => void;
}

export function useFilesView(): FilesView {
  const [params, setParams] = useSearchParams();
  const [rest, setRest] = useState<Omit<FolderView, 'path'>>({
    sort: 'name',
    descending: false,
    match: '',
    changed: false,
  });
  const asked = params.get('dir');
  const path = asked === null ? '/' : decodePath(asked);
  const file = params.get('file');
  const go = (dir: string, opened: string | undefined) => {
    const next = new URLSearchParams();
    if (dir !== '/') next.set('dir', addressPath(dir));
    if (opened !== undefined) next.set('file', addressPath(opened));
    setParams(next);
  };
  return {
    folder: { ...rest, path },
    file: file === null ? undefined : decodePath(file),
    openFolder: (to) => {
      setRest((before) => ({ ...before, match: '' }));
      go(to, undefined);
    },
    openFile: (to) => go(path, to),
    change: (change) => setRest((before) => ({ ...before, ...change })),
  };
}
