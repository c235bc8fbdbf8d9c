import { Download, Layers, SearchX, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import { openPull } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { DanglingButton } from './dangling-button.tsx';
import { STARTER_WORDS } from './image-columns.tsx';
import { IMAGE_TABLE, ImageTable } from './image-table.tsx';
import { filterImages } from './image-view.ts';
import { ImagesTotal } from './images-total.tsx';
import { LoadButton } from './load-button.tsx';
import { useImages } from './queries.ts';
import { saveImages } from './save-images.ts';
import { useImageActions } from './use-image-actions.tsx';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'used', title: 'In use' },
  { value: 'unused', title: 'Unused' },
  { value: 'dangling', title: 'Dangling' },
] as const;

export function ImageList() {
  const { images, error, refetch } = useImages();
  const { filter, show, selection } = useTableView(IMAGE_TABLE);
  const { actions, dialog } = useImageActions();
  const shown = useMemo(() => filterImages(images ?? [], filter, show), [images, filter, show]);
  const selected = shown.filter(({ rowId }) => selection[rowId] === true);

  if (images === undefined) {
    if (error !== null) return <LoadFailed what="The images" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading images" />;
  }
  if (images.length === 0) {
    return (
      <EmptyState
        icon={<Layers size={24} />}
        title="No images yet"
        actions={
          <>
            <Button variant="primary" icon={<Download size={15} />} onClick={openPull}>
              Pull an image
            </Button>
            <LoadButton />
          </>
        }
      >
        An image is the file system that containers start from. Pull one from a registry, load one from a
        file, or drop the file here.
      </EmptyState>
    );
  }
  const onlyStarter = images.every(({ starter }) => starter);
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label="Filter images"
          placeholder="Filter by name or ID"
          value={filter}
          onChange={(value) => updateTableView(IMAGE_TABLE, { filter: value })}
          className="w-72 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={SHOW.find(({ value }) => value === show)?.value ?? 'all'}
          options={SHOW}
          onChange={(value) => updateTableView(IMAGE_TABLE, { show: value })}
        />
        <div className="ml-auto flex items-center gap-1.5">
          {selected.length === 0 ? (
            <>
              <DanglingButton images={images} onRemove={actions.remove} />
              <ImagesTotal images={images} />
            </>
          ) : (
            <div role="toolbar" aria-label="Selected images" className="flex items-center gap-1.5">
              <span className="px-1.5 text-sm text-ink-2">{selected.length} selected</span>
              <Button
                size="sm"
                icon={<Download size={15} />}
                onClick={() => saveImages(selected.map(({ reference }) => reference))}
              >
                Save
              </Button>
              <Button
                size="sm"
                icon={<Trash2 size={15} />}
                className="text-bad"
                onClick={() => actions.remove(selected)}
              >
                Remove
              </Button>
              <IconButton
                size="sm"
                label="Clear selection"
                icon={<X size={15} />}
                onClick={() => updateTableView(IMAGE_TABLE, { selection: {} })}
              />
            </div>
          )}
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title="No image matches"
          actions={
            <Button onClick={() => updateTableView(IMAGE_TABLE, { filter: '', show: 'all' })}>
              Show all images
            </Button>
          }
        />
      ) : (
        <ImageTable images={shown} actions={actions} />
      )}
      {onlyStarter ? (
        <p className="shrink-0 border-t border-line px-5 py-2.5 text-xs text-ink-2">
          <span className="font-medium text-ink">gantry/starter</span> – {STARTER_WORDS}
        </p>
      ) : null}
      {dialog}
    </>
  );
}
