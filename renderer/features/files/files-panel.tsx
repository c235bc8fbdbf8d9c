import { useQueryClient } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { FileEntry } from '../../../engine/api/types/files.ts';
import { isNotFound, sentence } from '../../bridge/engine-error.ts';
import { copyText } from '../../stores/copy-text.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { DiscardQuestion } from '../../ui/discard-question.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import { type MenuPoint, PointMenu } from '../../ui/point-menu.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { download, downloadAddress } from './download.ts';
import { DropArea } from './drop-area.tsx';
import { droppedFiles } from './dropped-files.ts';
import { FileTable } from './file-table.tsx';
import { FileView } from './file-view.tsx';
import { FilesStatus } from './files-status.tsx';
import { FilesToolbar } from './files-toolbar.tsx';
import { nameOf, parentOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { MOST_SELECTED, selectAll, useRefresh } from './queries.ts';
import { NOTHING, type Selection, toggled } from './selection.ts';
import { UploadsStrip } from './uploads-strip.tsx';
import { useEntries } from './use-entries.ts';
import { useFileActions } from './use-file-actions.tsx';
import { useFilesView } from './use-files-view.ts';

/** A place's files: a table of one folder, and beside it the file that is open. Folder and file are in the address. */
export function FilesPanel({ place }: { readonly place: Place }) {
  const client = useQueryClient();
  const { folder, file, openFolder, openFile, change } = useFilesView();
  const [seen, setSeen] = useState({ from: 0, to: 0 });
  const entries = useEntries(place, folder, seen);
  const [selection, setSelection] = useState<{ readonly of: string; readonly paths: Selection }>();
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState<number>();
  const [menu, setMenu] = useState<{ readonly index: number; readonly at: MenuPoint }>();
  const [dirty, setDirty] = useState(false);
  const refresh = useRefresh(place);
  const { listing } = entries;
  const selected = selection?.of === folder.path ? selection.paths : NOTHING;
  const select = (paths: Selection) => setSelection({ of: folder.path, paths });
  const reached = Math.min(active, Math.max(0, entries.total - 1));
  const onSeen = useCallback((from: number, to: number) => setSeen({ from, to }), []);
  const readOnly = listing?.readOnly ?? null;

  const actions = useFileActions({
    place,
    folder: folder.path,
    onOpenFile: openFile,
    onGone: (paths, now) => {
      select(NOTHING);
      if (file !== undefined && paths.some((path) => file === path)) openFile(now);
    },
  });
  const open = useStableCallback((index: number) => {
    const entry = entries.at(index);
    if (entry === undefined) return;
    if ((entry.leadsTo ?? entry.kind) === 'directory' && entry.change !== 'deleted') {
      setActive(0);
      openFolder(entry.path);
    } else openFile(entry.path);
  });
  const chosen = (): readonly FileEntry[] => {
    if (selected.size === 0) return [];
    return Array.from({ length: entries.total }, (_, index) => entries.at(index)).filter(
      (entry): entry is FileEntry => entry !== undefined && selected.has(entry.path),
    );
  };
  const pathsFor = (index: number): readonly string[] => {
    const entry = entries.at(index);
    if (entry === undefined) return [];
    return selected.has(entry.path) ? [...selected] : [entry.path];
  };

  async function selectEverything(): Promise<void> {
    try {
      const paths = await selectAll(client, place, folder);
      select(new Set(paths));
      if (entries.total > MOST_SELECTED)
        toast({ tone: 'info', title: `The first ${MOST_SELECTED.toLocaleString('en')} are selected` });
    } catch (error) {
      toast({ tone: 'bad', title: 'Not everything could be selected', detail: sentence(error) });
    }
  }

  const menuOf = (index: number): readonly MenuEntry[] => {
    const entry = entries.at(index);
    if (entry === undefined) return [];
    const paths = pathsFor(index);
    const many = paths.length > 1;
    const there = entry.change !== 'deleted';
    const locked = readOnly !== null || !there;
    const marks = place.kind === 'container';
    return [
      { kind: 'item', label: 'Open', shortcut: 'Enter', onSelect: () => open(index) },
      {
        kind: 'item',
        label: many ? `Download ${paths.length} items` : 'Download',
        disabled: !there,
        onSelect: () => download(place, many ? chosen() : [entry]),
      },
      { kind: 'item', label: 'Copy path', onSelect: () => copyText(shownName(entry.path), 'Path') },
      ...(marks
        ? [
            {
              kind: 'item',
              label: 'Copy as Dockerfile lines',
              disabled: entry.change === null,
              onSelect: () => actions.ask({ kind: 'dockerfile', paths }),
            } as const,
          ]
        : []),
      SEPARATOR,
      {
        kind: 'item',
        label: 'Rename',
        shortcut: 'F2',
        disabled: locked || many,
        onSelect: () => actions.ask({ kind: 'rename', path: entry.path }),
      },
      {
        kind: 'item',
        label: many ? `Delete ${paths.length} items` : 'Delete',
        shortcut: 'Del',
        danger: true,
        disabled: locked,
        onSelect: () => actions.ask({ kind: 'remove', paths }),
      },
    ];
  };

  if (listing === undefined && entries.error !== null) {
    return isNotFound(entries.error) && folder.path !== '/' ? (
      <EmptyState
        icon={<FolderOpen size={24} />}
        title="This folder is gone"
        actions={<Button onClick={() => openFolder(parentOf(folder.path))}>Up one folder</Button>}
      >
        There is no {shownName(folder.path)} any more.
      </EmptyState>
    ) : (
      <FolderFailed error={entries.error} onRetry={entries.retry} />
    );
  }
  const openIndex = file === undefined ? undefined : chosenIndex(entries.at, entries.total, file);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <FilesToolbar
        root={place.name}
        view={folder}
        marked={place.kind === 'container'}
        readOnly={readOnly}
        selected={selected.size}
        more={
          place.kind === 'container'
            ? [
                {
                  kind: 'item',
                  label: 'All changes as Dockerfile lines',
                  onSelect: () => actions.ask({ kind: 'dockerfile', paths: [] }),
                },
              ]
            : []
        }
        onView={change}
        onOpenFolder={openFolder}
        onNewFile={() => actions.ask({ kind: 'new-file' })}
        onNewFolder={() => actions.ask({ kind: 'new-folder' })}
        onUpload={actions.upload}
        onDownload={() =>
          download(
            place,
            selected.size > 0
              ? [...selected].map((path) => ({ path, kind: 'directory', leadsTo: null, change: null }))
              : [{ path: folder.path, kind: 'directory', leadsTo: null, change: null }],
          )
        }
        onDelete={() => actions.ask({ kind: 'remove', paths: [...selected] })}
        onRefresh={refresh}
      />
      <div className="flex min-h-0 flex-1">
        <DropArea
          folder={readOnly === null ? folder.path : undefined}
          onDrop={(transfer) => void droppedFiles(transfer).then(actions.upload)}
        >
          <div className="flex min-h-0 flex-1 flex-col">
            {listing === undefined ? (
              <TableSkeleton label="Loading files" />
            ) : (
              <FileTable
                label={`Files in ${shownName(folder.path)}`}
                entries={entries}
                view={folder}
                openPath={file}
                selection={selected}
                active={reached}
                addressAt={(index) => {
                  const entry = entries.at(index);
                  return entry === undefined ? undefined : downloadAddress(place, entry);
                }}
                onSeen={onSeen}
                onView={change}
                onActive={setActive}
                onSelect={(asked) => {
                  if (asked === 'none') select(NOTHING);
                  else if (asked === 'all') void selectEverything();
                  else {
                    select(
                      toggled(
                        selected,
                        asked.index,
                        asked.range ? (anchor ?? reached) : undefined,
                        entries.at,
                      ),
                    );
                    if (!asked.range) setAnchor(asked.index);
                  }
                }}
                onOpen={open}
                onUp={() => folder.path !== '/' && openFolder(parentOf(folder.path))}
                onMenu={(index, at) => setMenu({ index, at })}
                onRowKey={(key, index) => {
                  const paths = pathsFor(index);
                  const [only] = paths;
                  if (readOnly !== null || only === undefined) return false;
                  if (key === 'F2') actions.ask({ kind: 'rename', path: only });
                  else if (key === 'Delete') actions.ask({ kind: 'remove', paths });
                  else return false;
                  return true;
                }}
              />
            )}

            {listing !== undefined && entries.total === 0 ? <Nothing view={folder} /> : null}
          </div>
          <UploadsStrip place={place} />
          <FilesStatus listing={listing} selected={selected.size} error={entries.error} />
        </DropArea>
        {file === undefined ? null : (
          <div className="flex w-[55%] min-w-80 shrink-0 border-l border-line">
            <FileView
              key={file}
              place={place}
              path={file}
              change={openIndex === undefined ? undefined : openIndex.change}
              readOnly={readOnly}
              onDirty={setDirty}
              onClose={() => openFile(undefined)}
            />
          </div>
        )}
      </div>
      <PointMenu
        at={menu?.at}
        entries={() => (menu === undefined ? [] : menuOf(menu.index))}
        onClose={() => setMenu(undefined)}
      />
      {actions.dialog}
      <DiscardQuestion
        dirty={dirty && file !== undefined}
        name={shownName(nameOf(file ?? ''))}
        onDiscard={() => setDirty(false)}
      />
    </div>
  );
}

function chosenIndex(
  at: (index: number) => FileEntry | undefined,
  total: number,
  path: string,
): FileEntry | undefined {
  for (let index = 0; index < Math.min(total, 5000); index++) if (at(index)?.path === path) return at(index);
  return undefined;
}

/** Other engines speak Docker's API only; then there is nothing to try again. */
function FolderFailed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  if (!isNotFound(error) || !/page not found/i.test(error.message))
    return <LoadFailed what="The folder" error={error} onRetry={onRetry} />;
  return (
    <EmptyState icon={<FolderOpen size={24} />} title="This engine cannot show files">
      Only Gantry’s own engine lets one look into containers and volumes. “docker cp” works with every engine.
    </EmptyState>
  );
}

function Nothing({ view }: { readonly view: { readonly match: string; readonly changed: boolean } }) {
  const words =
    view.match !== ''
      ? `No name here contains “${view.match}”.`
      : view.changed
        ? 'Nothing in this folder differs from the image.'
        : 'This folder is empty. Drop files here to bring them in.';
  return <p className="flex-[4] px-5 py-6 text-center text-sm text-ink-3">{words}</p>;
}
