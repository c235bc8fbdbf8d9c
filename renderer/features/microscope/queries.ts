import { queryOptions } from '@tanstack/react-query';
import type { ImageHistoryItem } from '../../../engine/api/types/image.ts';
import type {
  ImageComparison,
  ImageDuplicates,
  ImageFile,
  ImageFileDiff,
  ImageLayers,
  ImageSearch,
  ImageTree,
  ImageWaste,
  ImageWhyBig,
} from '../../../engine/api/types/microscope.ts';
import { request, withQuery } from '../../bridge/request.ts';

type Query = NonNullable<Parameters<typeof withQuery>[1]>;

/** What an id holds never changes, so no event makes these stale. */
function looking<T>(what: string, query: Query) {
  return queryOptions({
    queryKey: ['microscope', what, query],
    queryFn: ({ signal }) => request<T>(`/engine/gantry/images/${what}`, { query, signal }),
  });
}

export const layersQuery = (image: string) => looking<ImageLayers>('layers', { image });
export const whyBigQuery = (image: string) => looking<ImageWhyBig>('why-big', { image });
export const wasteQuery = (image: string) => looking<ImageWaste>('waste', { image, limit: 200 });
export const duplicatesQuery = (image: string) =>
  looking<ImageDuplicates>('duplicates', { image, limit: 200 });
export const compareQuery = (from: string, to: string) =>
  looking<ImageComparison>('compare', { from, to, limit: 1000 });

/** How one folder is asked for. */
export interface TreeView {
  readonly image: string;
  readonly layer: number;
  readonly changed: boolean;
  readonly sort: 'name' | 'size';
}

export function treeQuery({ changed, ...view }: TreeView, path: string) {
  return looking<ImageTree>('tree', { ...view, path, changed: changed ? 1 : undefined });
}

export function searchQuery({ image, layer, changed }: TreeView, query: string) {
  return looking<ImageSearch>('search', {
    image,
    layer,
    query,
    changed: changed ? 1 : undefined,
    limit: 1000,
  });
}

export const fileQuery = (image: string, layer: number, path: string) =>
  looking<ImageFile>('file', { image, layer, path });

export const diffQuery = (image: string, layer: number, path: string, from: number | undefined) =>
  looking<ImageFileDiff>('diff', { image, layer, path, from });

/** Where a file is fetched from as a download. */
export function contentAddress(image: string, layer: number, path: string): string {
  return withQuery('/engine/gantry/images/file/content', { image, layer, path });
}

/** Any engine knows this; ours tells more in its layers. */
export function historyQuery(image: string) {
  return queryOptions({
    queryKey: ['image', image, 'history'],
    queryFn: ({ signal }) =>
      request<ImageHistoryItem[]>(
        `/engine/images/${encodeURIComponent(image).replaceAll('%3A', ':')}/history`,
        {
          signal,
        },
      ),
  });
}
