import type { Filters } from '../api/backends/filters.ts';
import type { ImageSummary } from '../api/types/image.ts';
import { digestsOf, tagsOf } from './catalogue.ts';
import { filterImages } from './filters.ts';
import { unixSeconds } from './image-config.ts';
import type { Library } from './library.ts';
import { chainCounts, imageSize, sharedSize } from './sizes.ts';

/** What `GET /images/json` answers, the newest first. */
export async function listImages(
  library: Library,
  options: { readonly all: boolean; readonly sharedSize: boolean; readonly filters: Filters },
): Promise<ImageSummary[]> {
  const { catalogue, layers } = library;
  const listed = filterImages(catalogue, { ...options, now: Date.now() });
  const counts = options.sharedSize ? chainCounts(catalogue) : undefined;
  const summaries: ImageSummary[] = [];
  for (const { image, names } of listed) {
    summaries.push({
      Id: image.id,
      ParentId: image.parent ?? '',
      RepoTags: tagsOf(names),
      RepoDigests: digestsOf(names),
      Created: unixSeconds(image.config.created),
      Size: await imageSize(layers, image),
      SharedSize: counts === undefined ? -1 : await sharedSize(layers, counts, image),
      Labels: image.config.config.Labels ?? null,
      Containers: options.sharedSize ? library.users.usersOf(image.id).length : -1,
    });
  }
  return summaries.sort((a, b) => b.Created - a.Created || (a.Id < b.Id ? -1 : 1));
}
