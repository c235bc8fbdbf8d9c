import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { FileEntry } from '../../../engine/api/types/files.ts';
import { DockerfileDialog } from './dockerfile-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { joinPath, nameOf, parentOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { useMakeFolder, useMove, useSave } from './queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { type Brought, startUpload } from './uploads-store.ts';

type Asking =
  | { readonly kind: 'new-file' | 'new-folder' }
  | { readonly kind: 'rename'; readonly path: string }
  | { readonly kind: 'remove'; readonly paths: readonly string[] }
  | { readonly kind: 'dockerfile'; readonly paths: readonly string[] };

interface FileActions {
  readonly ask: (asking: Asking) => void;
  readonly upload: (files: readonly Brought[]) => void;
  /** The question that is open. */
  readonly dialog: ReactNode;
}

interface Options {
  readonly place: Place;
  readonly folder: string;
  readonly onOpenFile: (path: string) => void;
  readonly onGone: (paths: readonly string[], now: string | undefined) => void;
}

/** What can be done in a folder, with the questions that belong to it. */
export function useFileActions({ place, folder, onOpenFile, onGone }: Options): FileActions {
  const client = useQueryClient();
  const [asking, ask] = useState<Asking>();
  const makeFolder = useMakeFolder(place);
  const move = useMove(place);
  const save = useSave(place);
  const close = () => {
    ask(undefined);
    for (const one of [makeFolder, move, save]) one.reset();
  };
  const forget = () => {
    for (const one of [makeFolder, move, save]) if (one.error !== null) one.reset();
  };
  const done = { onSuccess: close };
  return {
    ask,
    upload: (files) => void startUpload(client, place, folder, files),
    dialog: dialogOf(),
  };

  function dialogOf(): ReactNode {
    if (asking === undefined) return null;
    const common = { onType: forget, onClose: close };
    switch (asking.kind) {
      case 'new-folder':
        return (
          <NameDialog
            {...common}
            title="New folder"
            action="Create"
            initial=""
            error={makeFolder.error}
            pending={makeFolder.isPending}
            onSubmit={(name) => makeFolder.mutate(joinPath(folder, name), done)}
          />
        );
      case 'new-file':
        return (
          <NameDialog
            {...common}
            title="New file"
            action="Create"
            initial=""
            error={save.error}
            pending={save.isPending}
            onSubmit={(name) =>
              save.mutate(
                { path: joinPath(folder, name), text: '', version: undefined },
                {
                  onSuccess: ({ path }: FileEntry) => {
                    close();
                    onOpenFile(path);
                  },
                },
              )
            }
          />
        );
      case 'rename':
        return (
          <NameDialog
            {...common}
            title={`Rename ${shownName(nameOf(asking.path))}`}
            action="Rename"
            initial={nameOf(asking.path)}
            error={move.error}
            pending={move.isPending}
            onSubmit={(name) => {
              const to = joinPath(parentOf(asking.path), name);
              move.mutate(
                { from: asking.path, to },
                {
                  onSuccess: () => {
                    close();
                    onGone([asking.path], to);
                  },
                },
              );
            }}
          />
        );
      case 'remove':
        return (
          <RemoveDialog
            place={place}
            paths={asking.paths}
            onRemoved={() => {
              close();
              onGone(asking.paths, undefined);
            }}
            onClose={close}
          />
        );
      case 'dockerfile':
        return <DockerfileDialog place={place} paths={asking.paths} onClose={close} />;
    }
  }
}
