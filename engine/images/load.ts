import type { ProgressMessage } from '../api/backends/progress.ts';
import { fault } from '../base/errors.ts';
import { familiarReference } from '../base/reference.ts';
import type { BlobLease, StoredBlob } from '../blobs/blob-store.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { decompressed } from '../process/decompress.ts';
import { compressionOfBlob, ImageArchive, once } from './archive.ts';
import { type StoredImage, storedImage } from './catalogue.ts';
import { DOCKER_MANIFEST, dockerArchiveImages } from './docker-archive.ts';
import { parseImageConfig } from './image-config.ts';
import { blobsOf, type Library } from './library.ts';
import type { Loadable } from './loadable.ts';
import { encodeManifest, layerType, type Manifest, parseManifest } from './manifest.ts';
import { OCI_INDEX, ociArchiveImages } from './oci-archive.ts';
import { addImage, giveName } from './record.ts';
import { unpackImage } from './unpack.ts';

/**
 * Reads an archive of images and records each once it is unpacked, so that a loaded image is a whole one and its first
 * container starts at once. Images before a broken one stay. See ImageBackend.load.
 */
export async function* loadImages(
  library: Library,
  tar: AsyncIterable<Buffer>,
  options: { readonly quiet: boolean },
): AsyncGenerator<ProgressMessage> {
  const lease = library.blobs.lease();
  try {
    const archive = await ImageArchive.takeIn(tar, library.blobs, lease);
    for (const loadable of await imagesIn(archive)) {
      for await (const message of loadImage(library, lease, loadable)) {
        if (!options.quiet || message.progressDetail === undefined) yield message;
      }
    }
  } finally {
    await library.collectBlobs(lease.release());
  }
}

async function imagesIn(archive: ImageArchive): Promise<Loadable[]> {
  if (archive.has(DOCKER_MANIFEST)) return dockerArchiveImages(archive);
  if (archive.has(OCI_INDEX)) return ociArchiveImages(archive);
  throw fault(
    'invalid',
    `the archive holds no images: it has neither ${DOCKER_MANIFEST} (docker save) nor ${OCI_INDEX} (OCI layout)`,
  );
}

async function* loadImage(
  library: Library,
  lease: BlobLease,
  loadable: Loadable,
): AsyncGenerator<ProgressMessage> {
  const image = await toStored(library, lease, loadable);
  const done = library.prepare(image);
  try {
    yield* unpackImage(library, image);
    await library.alone(() => addImage(library, image));
    for (const reference of loadable.names) {
      const before = await library.alone(() => giveName(library, reference, image.id));
      const name = familiarReference(reference);
      if (before !== undefined && before !== image.id) {
        yield {
          stream: `The image ${name} already exists, renaming the old one with ID ${before} to empty string\n`,
        };
      }
      yield { stream: `Loaded image: ${name}\n` };
    }
    if (loadable.names.length === 0) yield { stream: `Loaded image ID: ${image.id}\n` };
    library.tell('load', image, image.id);
  } finally {
    await done();
  }
}

async function toStored(library: Library, lease: BlobLease, loadable: Loadable): Promise<StoredImage> {
  const known = library.catalogue.images.get(loadable.config.digest);
  if (known !== undefined) {
    for (const digest of blobsOf(known)) lease.hold(digest);
    return known;
  }
  const config = parseImageConfig(
    await library.blobs.read(loadable.config.digest),
    `the image ${loadable.config.digest}`,
  );
  const { descriptor, manifest } = await manifestOf(library, lease, loadable);
  return storedImage({ descriptor, manifest, config, parent: undefined });
}

async function manifestOf(
  library: Library,
  lease: BlobLease,
  loadable: Loadable,
): Promise<{ readonly descriptor: Descriptor; readonly manifest: Manifest }> {
  const came = loadable.manifest;
  const bytes =
    came === undefined
      ? encodeManifest(loadable.config, await describeLayers(library, lease, loadable.layers))
      : await library.blobs.read(came.digest);
  const { digest, size } = await lease.ingest(once(bytes));
  const manifest = parseManifest(bytes, `the manifest ${digest}`);
  return { descriptor: { mediaType: came?.mediaType ?? manifest.mediaType, digest, size }, manifest };
}

async function describeLayers(
  library: Library,
  lease: BlobLease,
  layers: readonly StoredBlob[],
): Promise<Descriptor[]> {
  const described: Descriptor[] = [];
  for (const layer of layers) {
    const mediaType = layerType(await compressionOfBlob(library.blobs, layer));
    if (mediaType !== undefined) described.push({ mediaType, ...layer });
    else {
      const plain = await lease.ingest(decompressed(library.blobs.stream(layer.digest)));
      described.push({ mediaType: layerType('none') ?? '', ...plain });
    }
  }
  return described;
}
