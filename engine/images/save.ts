import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { hexOf } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import {
  familiarName,
  familiarReference,
  fullReference,
  parseAnyReference,
  type Reference,
  repositoryOf,
} from '../base/reference.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { indexOf, LAYOUT_MARKER } from '../blobs/layout.ts';
import { packFiles } from '../process/gnu-tar.ts';
import { type Catalogue, find, type StoredImage } from './catalogue.ts';
import { blobsOf, type Library } from './library.ts';

/** An image to save, with the tags that go with it. */
interface Saved {
  readonly image: StoredImage;
  readonly tags: readonly Reference[];
}

/**
 * The images as one tar that is an OCI image layout and an archive of `docker save` at once, as dockerd writes it since
 * version 25. An image asked for by id goes without a name; a repository goes with all its tags. What is saved is held until
 * the stream has ended. Throws `not-found`.
 */
export async function saveImages(library: Library, refs: readonly string[]): Promise<Readable> {
  if (refs.length === 0) throw fault('invalid', 'no image was named to be saved');
  const saved = chosen(library.catalogue, refs);
  const lease = library.blobs.lease();
  const blobs = new Set(saved.flatMap(({ image }) => blobsOf(image)));
  for (const digest of blobs) lease.hold(digest);
  for (const { image } of saved) library.tell('save', image, image.id);
  const names = [...blobs].sort().map((digest) => `blobs/sha256/${hexOf(digest)}`);
  const stream = Readable.from(archive(library.root, names, describe(saved)), { objectMode: false });
  // Not in the generator: one that was never read from has no end to come to.
  stream.once('close', () => void library.collectBlobs(lease.release()));
  return stream;
}

async function* archive(
  root: string,
  blobs: readonly string[],
  files: ReadonlyMap<string, unknown>,
): AsyncGenerator<Buffer> {
  const folder = await mkdtemp(join(root, 'incoming', 'save-'));
  try {
    for (const [name, value] of files) await writeFile(join(folder, name), JSON.stringify(value));
    yield* packFiles([
      { folder: root, names: blobs },
      { folder, names: [...files.keys()].sort() },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function chosen(catalogue: Catalogue, refs: readonly string[]): Saved[] {
  const tags = new Map<StoredImage, Map<string, Reference>>();
  const add = (image: StoredImage, reference?: Reference) => {
    const known = tags.get(image) ?? new Map<string, Reference>();
    if (reference !== undefined) known.set(fullReference(reference), reference);
    tags.set(image, known);
  };
  for (const ref of refs) {
    const repository = wholeRepository(catalogue, ref);
    for (const { id, reference } of repository) {
      const image = catalogue.images.get(id);
      if (image !== undefined) add(image, reference);
    }
    if (repository.length > 0) continue;
    const { image, name } = find(catalogue, ref);
    add(image, name?.digest === undefined ? name : undefined);
  }
  return [...tags].map(([image, names]) => ({ image, tags: [...names.values()] }));
}

/** Every tag of the repository when `ref` is a bare repository. */
function wholeRepository(catalogue: Catalogue, ref: string) {
  const parsed = parseAnyReference(ref);
  if (parsed.kind === 'id' || parsed.name.tag !== undefined || parsed.name.digest !== undefined) return [];
  return [...catalogue.names.values()].filter(
    ({ reference }) =>
      reference.digest === undefined && repositoryOf(reference) === repositoryOf(parsed.name),
  );
}

function describe(saved: readonly Saved[]): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['oci-layout', LAYOUT_MARKER],
    ['index.json', indexOf(saved.flatMap(entriesOf))],
    ['manifest.json', saved.map(dockerManifest)],
    ['repositories', repositoriesOf(saved)],
  ]);
}

function entriesOf({ image, tags }: Saved): Descriptor[] {
  if (tags.length === 0) return [image.descriptor];
  return tags.map((reference) => ({
    ...image.descriptor,
    annotations: {
      'io.containerd.image.name': fullReference(reference),
      'org.opencontainers.image.ref.name': reference.tag ?? '',
    },
  }));
}

function dockerManifest({ image, tags }: Saved) {
  const pathOf = (descriptor: Descriptor) => `blobs/sha256/${hexOf(descriptor.digest)}`;
  return {
    Config: pathOf(image.manifest.config),
    RepoTags: tags.length === 0 ? null : tags.map(familiarReference),
    Layers: image.manifest.layers.map(pathOf),
  };
}

/** What the oldest readers look for: for each repository its tags with the top layer. */
function repositoriesOf(saved: readonly Saved[]) {
  const repositories: Record<string, Record<string, string>> = {};
  for (const { image, tags } of saved) {
    for (const reference of tags) {
      const name = familiarName(reference);
      repositories[name] = {
        ...repositories[name],
        [reference.tag ?? '']: hexOf(image.chains.at(-1) ?? image.id),
      };
    }
  }
  return repositories;
}
