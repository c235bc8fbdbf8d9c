import type { ImageHistoryItem, ImageInspect } from '../api/types/image.ts';
import { NEVER } from '../base/clock.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { type Catalogue, digestsOf, namesOf, type StoredImage, tagsOf } from './catalogue.ts';
import { unixSeconds } from './image-config.ts';
import { chainSize, imageSize } from './sizes.ts';

/** What `GET /images/{name}/json` answers. */
export async function inspectImage(
  catalogue: Catalogue,
  layers: LayerStore,
  image: StoredImage,
): Promise<ImageInspect> {
  const { config } = image;
  const names = namesOf(catalogue, image.id);
  const lastTagged = names
    .map((name) => name.taggedAt)
    .sort()
    .at(-1);
  return {
    Id: image.id,
    RepoTags: tagsOf(names),
    RepoDigests: digestsOf(names),
    Parent: image.parent ?? '',
    Comment: config.history.at(-1)?.comment ?? config.comment ?? '',
    Created: config.created ?? NEVER,
    DockerVersion: config.docker_version ?? '',
    Author: config.author ?? '',
    Config: config.config,
    Architecture: config.architecture,
    ...(config.variant === undefined ? {} : { Variant: config.variant }),
    Os: config.os,
    Size: await imageSize(layers, image),
    GraphDriver: { Name: 'overlay2', Data: await graphData(layers, image) },
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Metadata: { LastTagTime: lastTagged === undefined || lastTagged === '' ? NEVER : lastTagged },
  };
}

/** The unpacked folders, as dockerd tells them; null while they are not there. */
async function graphData(layers: LayerStore, image: StoredImage) {
  const chain = image.chains.at(-1);
  if (chain === undefined || !(await layers.has(chain))) return null;
  const [upper = '', ...lower] = await layers.foldersOf(chain);
  return { ...(lower.length === 0 ? {} : { LowerDir: lower.join(':') }), UpperDir: upper };
}

/** What `GET /images/{name}/history` answers: the newest step first, with the images that steps ended in. */
export async function imageHistory(
  catalogue: Catalogue,
  layers: LayerStore,
  image: StoredImage,
): Promise<ImageHistoryItem[]> {
  const items: ImageHistoryItem[] = [];
  let layer = 0;
  for (const step of image.config.history) {
    const chain = step.empty_layer === true ? undefined : image.chains[layer++];
    items.unshift({
      Id: '<missing>',
      Created: unixSeconds(step.created),
      CreatedBy: step.created_by ?? '',
      Tags: null,
      Size: chain === undefined ? 0 : await chainSize(layers, chain),
      Comment: step.comment ?? '',
    });
  }
  let at: StoredImage | undefined = image;
  return items.map((item) => {
    if (at === undefined) return item;
    const tags = tagsOf(namesOf(catalogue, at.id));
    const known = { ...item, Id: at.id, Tags: tags.length === 0 ? null : tags };
    at = at.parent === undefined ? undefined : catalogue.images.get(at.parent);
    return known;
  });
}
