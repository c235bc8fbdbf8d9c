import { Download, Layers } from 'lucide-react';
import { useMemo } from 'react';
import { openPull } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { ListFrame } from '../../ui/table/list-frame.tsx';
import { RemoveSelected } from '../../ui/table/remove-selected.tsx';
import { SelectionToolbar } from '../../ui/table/selection-toolbar.tsx';
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
      <ListFrame
        noun="image"
        placeholder="Filter by name or ID"
        view={{ filter, show }}
        onView={(change) => updateTableView(IMAGE_TABLE, change)}
        options={SHOW}
        isEmpty={shown.length === 0}
        aside={
          selected.length === 0 ? (
            <>
              <DanglingButton images={images} onRemove={actions.remove} />
              <ImagesTotal images={images} />
            </>
          ) : (
            <SelectionToolbar
              nouns="images"
              count={selected.length}
              onClear={() => updateTableView(IMAGE_TABLE, { selection: {} })}
            >
              <Button
                size="sm"
                icon={<Download size={15} />}
                onClick={() => saveImages(selected.map(({ reference }) => reference))}
              >
                Save
              </Button>
              <RemoveSelected onRemove={() => actions.remove(selected)} />
            </SelectionToolbar>
          )
        }
      >
        <ImageTable images={shown} actions={actions} />
      </ListFrame>
      {onlyStarter ? (
        <p className="shrink-0 border-t border-line px-5 py-2.5 text-xs text-ink-2">
          <span className="font-medium text-ink">gantry/starter</span> – {STARTER_WORDS}
        </p>
      ) : null}
      {dialog}
    </>
  );
}
