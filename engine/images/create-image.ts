import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { familiarReference } from '../base/reference.ts';
import type { BlobLease, StoredBlob } from '../blobs/blob-store.ts';
import { type Descriptor, MEDIA_TYPES } from '../blobs/descriptor.ts';
import { once } from './archive.ts';
import { type StoredImage, storedImage } from './catalogue.ts';
import type { NewImage } from './image.ts';
import { encodeImageConfig, type HistoryStep, type ImageConfig } from './image-config.ts';
import { blobsOf, type Library } from './library.ts';
import { encodeManifest, parseManifest } from './manifest.ts';
import { hostPlatform } from './platform.ts';
import { addImage, giveName } from './record.ts';
import { newName } from './tag.ts';
import { unpackImage } from './unpack.ts';

/** The archive without members, as Docker and we write it: a step that made nothing makes no layer. */
const EMPTY_TAR = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** Makes, unpacks and records an image. See ImageSource.createImage. */
export async function createImage(library: Library, spec: NewImage): Promise<StoredImage> {
  const reference = spec.reference === undefined ? undefined : newName(spec.reference);
  return library.leased(async (lease) => {
    const parent = spec.parent === undefined ? undefined : library.catalogue.images.get(spec.parent.id);
    if (spec.parent !== undefined && parent === undefined) {
      throw fault('not-found', `No such image: ${spec.parent.id}`);
    }
    for (const digest of parent === undefined ? [] : blobsOf(parent)) lease.hold(digest);
    const layer = spec.layer === undefined ? undefined : await lease.ingest(spec.layer);
    const borrowed = spec.borrowed === undefined ? undefined : borrow(library, lease, spec.borrowed);
    const image = await putTogether(lease, {
      parent,
      layer: borrowed ?? (layer === undefined || layer.digest === EMPTY_TAR ? undefined : plainLayer(layer)),
      spec,
      created: (spec.created ?? new Date()).toISOString(),
    });
    const done = library.prepare(image);
    try {
      for await (const _ of unpackImage(library, image));
      await library.alone(async () => {
        await addImage(library, image);
        if (reference !== undefined) await giveName(library, reference, image.id);
      });
      if (reference !== undefined) library.tell('tag', image, familiarReference(reference));
      return image;
    } finally {
      await done();
    }
  });
}

interface NewLayer {
  readonly descriptor: Descriptor;
  readonly diffId: Digest;
}

/** The blob is a plain tar, so its digest is the diff id. */
function plainLayer(blob: StoredBlob): NewLayer {
  return { descriptor: { mediaType: MEDIA_TYPES.layer, ...blob }, diffId: blob.digest };
}

function borrow(
  { catalogue }: Library,
  lease: BlobLease,
  { image: id, layer: index }: NonNullable<NewImage['borrowed']>,
): NewLayer {
  const image = catalogue.images.get(id);
  const descriptor = image?.manifest.layers[index];
  const diffId = image?.config.rootfs.diff_ids[index];
  if (descriptor === undefined || diffId === undefined) throw fault('not-found', `No such image: ${id}`);
  lease.hold(descriptor.digest);
  return { descriptor, diffId };
}

async function putTogether(
  lease: BlobLease,
  parts: {
    readonly parent: StoredImage | undefined;
    readonly layer: NewLayer | undefined;
    readonly spec: NewImage;
    readonly created: string;
  },
): Promise<StoredImage> {
  const { parent, layer } = parts;
  const config = newConfig(parts);
  const configBlob = await lease.ingest(once(encodeImageConfig(config)));
  const layers: Descriptor[] = [
    ...(parent?.manifest.layers ?? []),
    ...(layer === undefined ? [] : [layer.descriptor]),
  ];
  const bytes = encodeManifest(configBlob, layers);
  const manifest = parseManifest(bytes, 'the new manifest');
  const descriptor = { mediaType: MEDIA_TYPES.manifest, ...(await lease.ingest(once(bytes))) };
  return storedImage({ descriptor, manifest, config, parent: parent?.id });
}

function newConfig(parts: {
  readonly parent: StoredImage | undefined;
  readonly layer: NewLayer | undefined;
  readonly spec: NewImage;
  readonly created: string;
}): ImageConfig {
  const { parent, layer, spec, created } = parts;
  const platform = spec.platform ?? parent?.config ?? hostPlatform;
  const step: HistoryStep = {
    created,
    ...(spec.createdBy === '' ? {} : { created_by: spec.createdBy }),
    ...(spec.author === '' ? {} : { author: spec.author }),
    ...(spec.comment === '' ? {} : { comment: spec.comment }),
    ...(layer === undefined ? { empty_layer: true } : {}),
  };
  return {
    architecture: platform.architecture,
    ...(platform.variant === undefined ? {} : { variant: platform.variant }),
    os: platform.os,
    created,
    ...(spec.author === '' ? {} : { author: spec.author }),
    config: spec.config,
    history: [...(parent?.config.history ?? []), step],
    rootfs: {
      type: 'layers',
      diff_ids: [...(parent?.config.rootfs.diff_ids ?? []), ...(layer === undefined ? [] : [layer.diffId])],
    },
  };
}
