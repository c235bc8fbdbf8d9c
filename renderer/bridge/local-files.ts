import { queryOptions, useQuery } from '@tanstack/react-query';
import type { LocalFolder, LocalText, LocalTextChange } from './host-types.ts';
import { keys } from './query-keys.ts';
import { request } from './request.ts';

/** Files of the machine that the desktop runs on. Nobody tells when they change, so they are read whenever they are shown. */

/** A folder; an empty path is the person's own. */
export function localFolderQuery(path: string) {
  return queryOptions({
    queryKey: [...keys.localFolder, path],
    queryFn: ({ signal }) => request<LocalFolder>('/desktop/files', { query: { path }, signal }),
    staleTime: 0,
  });
}

export function localTextQuery(path: string) {
  return queryOptions({
    queryKey: [...keys.localText, path],
    queryFn: ({ signal }) => readLocalText(path, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

/** No event tells that somebody else saved a file: it is looked at this often while it is open. */
const LOOK_MS = 4000;

export function useWatchedText(path: string) {
  return useQuery({ ...localTextQuery(path), refetchInterval: LOOK_MS, refetchOnWindowFocus: true });
}

export function readLocalText(path: string, signal?: AbortSignal): Promise<LocalText> {
  return request<LocalText>('/desktop/files/text', { query: { path }, ...(signal && { signal }) });
}

/** Rejects with status 409 when the file is not what the writer began with. */
export function writeLocalText(change: LocalTextChange): Promise<LocalText> {
  return request<LocalText>('/desktop/files/text', { method: 'PUT', body: change });
}

/** A path below a folder. */
export function joinPath(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, '')}/${name}`;
}
