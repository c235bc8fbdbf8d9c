import { Download, FilePlus, FolderPlus, MoreHorizontal, RefreshCw, Trash2, Upload } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MenuEntry } from '../../ui/menu-items.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { chosenFiles } from './dropped-files.ts';
import type { FolderView } from './queries.ts';
import type { Brought } from './uploads-store.ts';

interface FilesToolbarProps {
  readonly root: string;
  readonly view: FolderView;
  readonly marked: boolean;
  readonly readOnly: string | null;
  readonly selected: number;
  readonly more: readonly MenuEntry[];
  readonly onView: (change: Partial<FolderView>) => void;
  readonly onOpenFolder: (path: string) => void;
  readonly onNewFile: () => void;
  readonly onNewFolder: () => void;
  readonly onUpload: (files: readonly Brought[]) => void;
  readonly onDownload: () => void;
  readonly onDelete: () => void;
  readonly onRefresh: () => void;
}

export function FilesToolbar(props: FilesToolbarProps) {
  const { root, view, readOnly, selected, onView } = props;
  const input = useRef<HTMLInputElement>(null);
  const locked = readOnly !== null;
  return (
    <div
      role="toolbar"
      aria-label="Files"
      className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-4 pl-4"
    >
      <Breadcrumbs root={root} path={view.path} onOpen={props.onOpenFolder} />
      {props.marked ? (
        <button
          type="button"
          aria-pressed={view.changed}
          onClick={() => onView({ changed: !view.changed })}
          className="h-7 shrink-0 rounded-md border border-line-strong px-2 text-xs text-ink-2 hover:bg-hover hover:text-ink aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          Changed only
        </button>
      ) : null}
      <SearchField
        label="Filter this folder"
        placeholder="Filter"
        value={view.match}
        onChange={(match) => onView({ match })}
        className="w-44 min-w-24 shrink"
      />
      <span className="flex shrink-0 items-center gap-0.5">
        <IconButton
          size="sm"
          label="New file"
          icon={<FilePlus size={15} />}
          disabled={locked}
          onClick={props.onNewFile}
        />
        <IconButton
          size="sm"
          label="New folder"
          icon={<FolderPlus size={15} />}
          disabled={locked}
          onClick={props.onNewFolder}
        />
        <IconButton
          size="sm"
          label={selected === 0 ? 'Download this folder' : 'Download what is selected'}
          icon={<Download size={15} />}
          onClick={props.onDownload}
        />
        <IconButton
          size="sm"
          label="Delete what is selected"
          icon={<Trash2 size={15} />}
          disabled={locked || selected === 0}
          onClick={props.onDelete}
        />
        <IconButton size="sm" label="Refresh" icon={<RefreshCw size={14} />} onClick={props.onRefresh} />
        {props.more.length === 0 ? null : (
          <DropdownMenu
            trigger={
              <IconButton size="sm" label="More about these files" icon={<MoreHorizontal size={15} />} />
            }
            entries={props.more}
          />
        )}
      </span>
      <Button size="sm" icon={<Upload size={14} />} disabled={locked} onClick={() => input.current?.click()}>
        Upload
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={({ currentTarget }) => {
          props.onUpload(chosenFiles(currentTarget.files ?? []));
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
