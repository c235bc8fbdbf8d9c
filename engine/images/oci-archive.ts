import { fault } from '../base/errors.ts';
import { parseReference, type Reference, withDefaultTag } from '../base/reference.ts';
import type { StoredBlob } from '../blobs/blob-store.ts';
import { type Descriptor, isIndexType } from '../blobs/descriptor.ts';
import { parseIndex } from '../blobs/layout.ts';
import type { ImageArchive } from './archive.ts';
import { isAttestation } from './choose-platform.ts';
import type { Loadable } from './loadable.ts';
import { parseManifest } from './manifest.ts';
import { fitness } from './platform.ts';

export const OCI_INDEX = 'index.json';

/** Indexes in indexes are allowed, but nobody nests them deeper. */
const MAX_DEPTH = 3;

/** The images of an OCI image layout in a tar (OCI image-spec, image-layout.md), of each the one for this machine. */
export async function ociArchiveImages(archive: ImageArchive): Promise<Loadable[]> {
  const entries = parseIndex(await archive.read(OCI_INDEX), `the archive's ${OCI_INDEX}`);
  const images: Loadable[] = [];
  for (const [name, descriptors] of byName(entries)) {
    const manifest = await manifestFor(archive, descriptors, 0);
    if (manifest === undefined) continue;
    images.push(await imageOf(archive, manifest, name));
  }
  return images;
}

/** Entries that share a name are one image for several platforms; those without are images of their own. */
function byName(entries: readonly Descriptor[]): (readonly [string | undefined, readonly Descriptor[]])[] {
  const named = new Map<string, Descriptor[]>();
  const nameless: Descriptor[] = [];
  for (const entry of entries) {
    const name = nameIn(entry);
    if (name === undefined) nameless.push(entry);
    else named.set(name, [...(named.get(name) ?? []), entry]);
  }
  return [...named, ...nameless.map((entry) => [undefined, [entry]] as const)];
}

/** A bare tag says nothing about the repository, so only what has one counts as a name. */
function nameIn(entry: Descriptor): string | undefined {
  const name =
    entry.annotations?.['io.containerd.image.name'] ??
    entry.annotations?.['org.opencontainers.image.ref.name'];
  return name !== undefined && /[/:]/.test(name) ? name : undefined;
}

async function manifestFor(
  archive: ImageArchive,
  descriptors: readonly Descriptor[],
  depth: number,
): Promise<Descriptor | undefined> {
  const images = descriptors.filter((descriptor) => !isAttestation(descriptor));
  const fitting = images.filter((descriptor) => fitness(descriptor.platform) > 0);
  // An image for another machine can be loaded, kept and saved; only running it fails.
  const [best] = (fitting.length > 0 ? fitting : images).sort(
    (a, b) => fitness(b.platform) - fitness(a.platform),
  );
  if (best === undefined || !isIndexType(best.mediaType)) return best;
  if (depth >= MAX_DEPTH) throw fault('invalid', `the index ${best.digest} is nested too deeply`);
  const inner = parseIndex(await archive.read(pathOf(best)), `the index ${best.digest}`);
  return manifestFor(archive, inner, depth + 1);
}

async function imageOf(
  archive: ImageArchive,
  descriptor: Descriptor,
  name: string | undefined,
): Promise<Loadable> {
  const manifestBlob = await verified(archive, descriptor);
  const manifest = parseManifest(await archive.read(pathOf(descriptor)), `the manifest ${descriptor.digest}`);
  const layers = [];
  for (const layer of manifest.layers) layers.push(await verified(archive, layer));
  return {
    names: name === undefined ? [] : [taggedName(name)],
    config: await verified(archive, manifest.config),
    layers,
    manifest: { ...manifestBlob, mediaType: descriptor.mediaType },
  };
}

function taggedName(name: string): Reference {
  return withDefaultTag({ ...parseReference(name), digest: undefined });
}

async function verified(archive: ImageArchive, descriptor: Descriptor): Promise<StoredBlob> {
  const blob = await archive.blob(pathOf(descriptor));
  if (blob.digest !== descriptor.digest) {
    throw fault('invalid', `the archive's file "${pathOf(descriptor)}" is ${blob.digest}`);
  }
  return blob;
}

function pathOf(descriptor: Descriptor): string {
  return `blobs/${descriptor.digest.replace(':', '/')}`;
}
