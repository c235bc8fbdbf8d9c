import { useMemo } from 'react';
import { openRun } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../ui/table/data-table.tsx';
import { imageColumns } from './image-columns.tsx';
import { type ImageActions, imageMenu } from './image-menu.tsx';
import { type ImageView, nameOf } from './image-view.ts';

interface ImageTableProps {
  readonly images: readonly ImageView[];
  readonly actions: ImageActions;
}

export const IMAGE_TABLE = 'images';

const idOf = ({ rowId }: ImageView) => rowId;
const keepView = (change: Partial<DataTableView>) => updateTableView(IMAGE_TABLE, change);

export function ImageTable({ images, actions }: ImageTableProps) {
  const view = useTableView(IMAGE_TABLE);
  const columns = useMemo(() => imageColumns(actions), [actions]);
  return (
    <DataTable
      label="Images"
      columns={columns}
      rows={images}
      idOf={idOf}
      nameOf={nameOf}
      view={view}
      onViewChange={keepView}
      menu={(image) => imageMenu(image, actions)}
      onOpen={actions.open}
      onRowKey={({ key }, image) => {
        if (key === 'Delete') actions.remove([image]);
        else if (key === 'r') openRun(image.reference);
        else if (key === 'i') actions.open(image, 'inspect');
        else return false;
        return true;
      }}
    />
  );
}
