import {
  type ColumnDef,
  createSortedRowModel,
  metaHelper,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/react-table';

export interface ColumnLook {
  /** For the heading and the cells: widths and alignment. */
  readonly className?: string;
  /** For the cells alone. */
  readonly cellClassName?: string;
  /** A table narrower than this, in pixels, leaves the column out. */
  readonly from?: number;
}

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnLook>(),
});

export type Features = typeof features;

// biome-ignore lint/suspicious/noExplicitAny: a list of columns holds a different value type in each.
// oxlint-disable-next-line typescript/no-explicit-any
export type Columns<T extends RowData> = ColumnDef<Features, T, any>[];
