import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  FileDiff,
  FileDockerfile,
  FileEntry,
  FileListing,
  FilesMeasured,
  FilesRemoved,
  FileText,
} from '../../../engine/api/types/files.ts';
import { makeStale } from '../../bridge/make-stale.ts';
import { request } from '../../bridge/request.ts';
import { addressOf, type Place } from './place.ts';

/** How one folder is asked for. */
export interface FolderView {
  readonly path: string;
  readonly sort: 'name' | 'size' | 'mtime';
  readonly descending: boolean;
  readonly match: string;
  readonly changed: boolean;
}

/** So many entries are asked for at a time. */
export const PAGE = 200;

/**
 * The first words of all keys of a place: events of its container or volume make them stale. What a process writes there, no
 * event tells.
 */
export const keyOf = (place: Place) => [place.kind, place.id, 'files'] as const;

export function pageQuery(place: Place, view: FolderView, page: number) {
  const { match, ...rest } = view;
  return queryOptions({
    queryKey: [...keyOf(place), 'list', view, page],
    queryFn: ({ signal }) =>
      request<FileListing>(
        addressOf(place, '', {
          ...rest,
          match: match === '' ? undefined : match,
          offset: page * PAGE,
          limit: PAGE,
        }),
        { signal },
      ),
    // A folder is looked at as it is now.
    staleTime: 0,
    gcTime: 30_000,
  });
}

/** What the editor begins with; read anew only when it is asked to, so that nothing changes under somebody's hands. */
export function textQuery(place: Place, path: string) {
  return queryOptions({
    queryKey: ['file-text', place.kind, place.id, path],
    queryFn: ({ signal }) => request<FileText>(addressOf(place, '/text', { path }), { signal }),
    gcTime: 0,
  });
}

/** Whether somebody else changed a file meanwhile; asked again whenever the window is looked at. */
export function statQuery(place: Place, path: string) {
  return queryOptions({
    queryKey: [...keyOf(place), 'stat', path],
    queryFn: ({ signal }) => request<FileEntry>(addressOf(place, '/stat', { path }), { signal }),
    refetchOnWindowFocus: 'always',
    gcTime: 0,
  });
}

export function diffQuery(place: Place, path: string) {
  return queryOptions({
    queryKey: [...keyOf(place), 'diff', path],
    queryFn: ({ signal }) => request<FileDiff>(addressOf(place, '/diff', { path }), { signal }),
    staleTime: 0,
  });
}

export function dockerfileQuery(place: Place, paths: readonly string[]) {
  return queryOptions({
    queryKey: [...keyOf(place), 'dockerfile', paths],
    queryFn: ({ signal }) =>
      request<FileDockerfile>(addressOf(place, '/dockerfile', { path: paths }), { signal }),
    staleTime: 0,
  });
}

export function measureQuery(place: Place, paths: readonly string[]) {
  return queryOptions({
    queryKey: [...keyOf(place), 'measure', paths],
    queryFn: ({ signal }) =>
      request<FilesMeasured>(addressOf(place, '/measure'), { method: 'POST', body: { paths }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Has a place's folders read again. */
export function useRefresh(place: Place): () => void {
  const client = useQueryClient();
  return () => makeStale(client, { queryKey: keyOf(place) });
}

/** Something that changes a place's files; its folders are read again afterwards, also when it failed half way. */
function useChange<Asked, Answer>(place: Place, act: (asked: Asked) => Promise<Answer>) {
  const refresh = useRefresh(place);
  return useMutation({ mutationFn: act, onSettled: refresh });
}

export const useMakeFolder = (place: Place) =>
  useChange(place, (path: string) =>
    request<FileEntry>(addressOf(place, '/folder', { path }), { method: 'POST' }),
  );

export const useMove = (place: Place) =>
  useChange(place, (body: { readonly from: string; readonly to: string }) =>
    request<FileEntry>(addressOf(place, '/move'), { method: 'POST', body }),
  );

export const useRemove = (place: Place) =>
  useChange(place, (paths: readonly string[]) =>
    request<FilesRemoved>(addressOf(place, '/remove'), { method: 'POST', body: { paths } }),
  );

export const useSave = (place: Place) => useChange(place, (asked: SaveAsked) => saveFile(place, asked));

export interface SaveAsked {
  readonly path: string;
  readonly text: string;
  /** What is believed to be there; undefined for nothing. */
  readonly version: string | undefined;
}

/** Writes a file. Throws an EngineError with status 409 when something else is there by now. */
async function saveFile(place: Place, { path, text, version }: SaveAsked): Promise<FileEntry> {
  const headers: Record<string, string> =
    version === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` };
  return await request<FileEntry>(addressOf(place, '/content', { path }), {
    method: 'PUT',
    headers,
    raw: text,
  });
}

/** As many things as are selected at once. */
export const MOST_SELECTED = 10_000;

/** The paths of everything in a folder, as far as they can be selected. */
export async function selectAll(
  client: QueryClient,
  place: Place,
  { match, ...view }: FolderView,
): Promise<readonly string[]> {
  const listing = await client.fetchQuery({
    queryKey: [...keyOf(place), 'all', view, match],
    queryFn: ({ signal }) =>
      request<FileListing>(
        addressOf(place, '', { ...view, match: match === '' ? undefined : match, limit: MOST_SELECTED }),
        { signal },
      ),
    staleTime: 0,
    gcTime: 0,
  });
  return listing.entries.filter(({ change }) => change !== 'deleted').map(({ path }) => path);
}
