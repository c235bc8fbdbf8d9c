import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { FileEntry, FileListing } from '../../../engine/api/types/files.ts';
import type { Place } from './place.ts';
import { type FolderView, PAGE, pageQuery } from './queries.ts';

/** A folder's entries, of which only those in sight (and the first) were asked for. */
export interface Entries {
  readonly listing: FileListing | undefined;
  readonly error: Error | null;
  readonly total: number;
  /** Undefined while it is on its way. */
  readonly at: (index: number) => FileEntry | undefined;
  readonly retry: () => void;
}

export function useEntries(
  place: Place,
  view: FolderView,
  seen: { readonly from: number; readonly to: number },
): Entries {
  const first = useQuery({ ...pageQuery(place, view, 0), placeholderData: keepPreviousData });
  const pages = useMemo(() => {
    const [from, to] = [Math.max(1, Math.floor(seen.from / PAGE)), Math.floor(seen.to / PAGE)];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  }, [seen.from, seen.to]);
  const more = useQueries({
    queries: pages.map((page) => pageQuery(place, view, page)),
    combine: (results) => results.map(({ data }) => data),
  });
  const { data, error, refetch } = first;
  const at = useCallback(
    (index: number) => {
      const page = Math.floor(index / PAGE);
      const listing = page === 0 ? data : more[pages.indexOf(page)];
      return listing?.entries[index % PAGE];
    },
    [data, more, pages],
  );
  return { listing: data, error, total: data?.total ?? 0, at, retry: () => void refetch() };
}
