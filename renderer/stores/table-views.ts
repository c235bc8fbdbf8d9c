import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface TableView {
  readonly sorting: readonly { readonly id: string; readonly desc: boolean }[];
  readonly filter: string;
  readonly selection: Readonly<Record<string, true>>;
  readonly active: string | undefined;
  readonly scrollTop: number;
  readonly show: string;
  readonly folded: readonly string[];
}

export const PLAIN_VIEW: TableView = {
  sorting: [],
  filter: '',
  selection: {},
  active: undefined,
  scrollTop: 0,
  show: 'all',
  folded: [],
};

interface TableViews {
  readonly views: Readonly<Record<string, TableView>>;
}

/** How each table looks, kept while pages come and go; what a person set up is kept across starts too. */
export const useTableViews = create<TableViews>()(
  persist((): TableViews => ({ views: {} }), {
    name: 'gantry-tables',
    partialize: ({ views }) => ({
      views: Object.fromEntries(
        Object.entries(views).map(([name, { sorting, show, folded }]) => [
          name,
          { ...PLAIN_VIEW, sorting, show, folded },
        ]),
      ),
    }),
  }),
);

export function updateTableView(name: string, change: Partial<TableView>): void {
  useTableViews.setState(({ views }) => ({
    views: { ...views, [name]: { ...PLAIN_VIEW, ...views[name], ...change } },
  }));
}

export function useTableView(name: string): TableView {
  return useTableViews((state) => state.views[name]) ?? PLAIN_VIEW;
}
