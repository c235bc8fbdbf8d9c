import type { ContainerSummary } from '../../../engine/api/types/container.ts';
import type { ImageSummary } from '../../../engine/api/types/image.ts';

/** One row of the table: an image under one of its names, or without any. */
export interface ImageView {
  readonly rowId: string;
  readonly id: string;
  readonly repository: string;
  readonly tag: string;
  /** What names it for the engine: `repository:tag`, or the id. */
  readonly reference: string;
  readonly tags: readonly string[];
  readonly size: number;
  /** Bytes that other images have too; undefined until it is known. */
  readonly shared: number | undefined;
  readonly created: number;
  readonly usedBy: readonly string[];
  readonly dangling: boolean;
  readonly starter: boolean;
}

export const STARTER = 'gantry/starter';

export function imageViews(
  images: readonly ImageSummary[],
  containers: readonly ContainerSummary[] | undefined,
  shared: ReadonlyMap<string, number> = new Map(),
): ImageView[] {
  const users = new Map<string, string[]>();
  for (const { ImageID, Names, Id } of containers ?? []) {
    const name = (Names[0] ?? Id.slice(0, 12)).replace(/^\//, '');
    users.set(ImageID, [...(users.get(ImageID) ?? []), name]);
  }
  return images.flatMap((image) => {
    const tags = image.RepoTags.filter((tag) => tag !== '<none>:<none>');
    const common = {
      id: image.Id,
      tags,
      size: image.Size,
      shared: shared.get(image.Id),
      created: image.Created * 1000,
      usedBy: users.get(image.Id) ?? [],
      dangling: tags.length === 0,
    };
    if (tags.length === 0) {
      return [{ ...common, rowId: image.Id, repository: '', tag: '', reference: image.Id, starter: false }];
    }
    return tags.map((reference) => {
      const { repository, tag } = splitReference(reference);
      const starter = repository === STARTER || repository.endsWith(`/${STARTER}`);
      return { ...common, rowId: `${image.Id} ${reference}`, repository, tag, reference, starter };
    });
  });
}

/** The tag stands behind the last colon, unless that belongs to a registry's port. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const colon = reference.lastIndexOf(':');
  if (colon < 0 || reference.indexOf('/', colon) >= 0) return { repository: reference, tag: 'latest' };
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

export function nameOf({ reference, dangling, id }: ImageView): string {
  return dangling ? shortId(id) : reference;
}

export function usageOf({ usedBy, dangling }: ImageView): 'In use' | 'Dangling' | 'Unused' {
  if (usedBy.length > 0) return 'In use';
  return dangling ? 'Dangling' : 'Unused';
}

export function filterImages(
  images: readonly ImageView[],
  filter: string,
  show: string,
): readonly ImageView[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return images.filter((image) => {
    if (show === 'used' && image.usedBy.length === 0) return false;
    if (show === 'unused' && image.usedBy.length > 0) return false;
    if (show === 'dangling' && !image.dangling) return false;
    const text = `${image.reference} ${image.id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
