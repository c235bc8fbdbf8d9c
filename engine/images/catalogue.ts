import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import {
  familiarReference,
  fullReference,
  parseAnyReference,
  type Reference,
  withDefaultTag,
} from '../base/reference.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { chainsOf } from '../layers/chain-id.ts';
import type { Image } from './image.ts';
import type { ImageConfig } from './image-config.ts';
import type { Manifest } from './manifest.ts';

/** An image of the store, with all that its small blobs say. There is one manifest per image. */
export interface StoredImage {
  /** Digest of the configuration. */
  readonly id: Digest;
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  readonly config: ImageConfig;
  /** Chain ids of its layers, from the bottom up. */
  readonly chains: readonly Digest[];
  /** The image that it was made from, where that is known. */
  readonly parent: Digest | undefined;
  /** The index that a pull found it in, kept so that a push can give it again. */
  readonly index?: Digest | undefined;
}

/** A name given to an image: a tag, or a digest that a registry knows it by. */
export interface NameRecord {
  readonly reference: Reference;
  readonly id: Digest;
  /** RFC 3339. */
  readonly taggedAt: string;
}

/** All images and their names, as a value: a change gives a new catalogue. */
export interface Catalogue {
  readonly images: ReadonlyMap<Digest, StoredImage>;
  /** By full reference. */
  readonly names: ReadonlyMap<string, NameRecord>;
}

export function withImage(catalogue: Catalogue, image: StoredImage): Catalogue {
  return { ...catalogue, images: new Map(catalogue.images).set(image.id, image) };
}

/** Takes the image and all its names away. */
export function withoutImage(catalogue: Catalogue, id: Digest): Catalogue {
  const images = new Map(catalogue.images);
  images.delete(id);
  return { images, names: new Map([...catalogue.names].filter(([, name]) => name.id !== id)) };
}

/** Gives the image a name, taking it from whichever image had it. */
export function withName(catalogue: Catalogue, name: NameRecord): Catalogue {
  return { ...catalogue, names: new Map(catalogue.names).set(fullReference(name.reference), name) };
}

export function withoutName(catalogue: Catalogue, reference: Reference): Catalogue {
  const names = new Map(catalogue.names);
  names.delete(fullReference(reference));
  return { ...catalogue, names };
}

/** The image's names, sorted. */
export function namesOf(catalogue: Catalogue, id: Digest): NameRecord[] {
  return [...catalogue.names.values()].filter((name) => name.id === id).sort(byName);
}

/** The names of every image that has some, sorted. */
export function namesByImage(catalogue: Catalogue): ReadonlyMap<Digest, readonly NameRecord[]> {
  const names = new Map<Digest, NameRecord[]>();
  for (const name of [...catalogue.names.values()].sort(byName)) {
    const known = names.get(name.id);
    if (known === undefined) names.set(name.id, [name]);
    else known.push(name);
  }
  return names;
}

function byName(a: NameRecord, b: NameRecord): number {
  return fullReference(a.reference) < fullReference(b.reference) ? -1 : 1;
}

/** The image's tags in familiar form. */
export function tagsOf(names: readonly NameRecord[]): string[] {
  return names
    .filter(({ reference }) => reference.digest === undefined)
    .map(({ reference }) => familiarReference(reference));
}

/** The digests that registries know the image by, in familiar form. */
export function digestsOf(names: readonly NameRecord[]): string[] {
  return names
    .filter(({ reference }) => reference.digest !== undefined)
    .map(({ reference }) => familiarReference(reference));
}

/** The images made from this one. */
export function childrenOf(catalogue: Catalogue, id: Digest): StoredImage[] {
  return [...catalogue.images.values()].filter((image) => image.parent === id);
}

/** What a client's `ref` meant. */
export interface Found {
  readonly image: StoredImage;
  /** The name that was meant; undefined when it was an id or a prefix of one. */
  readonly name: Reference | undefined;
}

/**
 * Finds an image by name, id, or unique prefix of its id, in this order (as moby does). Throws `not-found`
 * (`No such image: NAME:TAG`), `invalid` outside the grammar.
 */
export function find(catalogue: Catalogue, ref: string): Found {
  const parsed = parseAnyReference(ref);
  if (parsed.kind === 'id') {
    const image = catalogue.images.get(parsed.id);
    if (image === undefined) throw noSuchImage(parsed.id);
    return { image, name: undefined };
  }
  const name = lookedUpName(parsed.name);
  const record = catalogue.names.get(fullReference(name));
  const named = record === undefined ? undefined : catalogue.images.get(record.id);
  if (named !== undefined) return { image: named, name };
  const image = findByPrefix(catalogue, ref);
  if (image === undefined) throw noSuchImage(familiarReference(withDefaultTag(parsed.name)));
  return { image, name: undefined };
}

/** With a digest the tag says nothing: what a tag means changes. */
function lookedUpName(name: Reference): Reference {
  return name.digest === undefined ? withDefaultTag(name) : { ...name, tag: undefined };
}

function findByPrefix(catalogue: Catalogue, ref: string): StoredImage | undefined {
  const prefix = ref.startsWith('sha256:') ? ref : `sha256:${ref}`;
  if (!/^sha256:[0-9a-f]+$/.test(prefix)) return undefined;
  const matches = [...catalogue.images.values()].filter((image) => image.id.startsWith(prefix));
  return matches.length === 1 ? matches[0] : undefined;
}

function noSuchImage(name: string): Error {
  return fault('not-found', `No such image: ${name}`);
}

/** A stored image as the rooms above see it. */
export function toImage(catalogue: Catalogue, stored: StoredImage): Image {
  const { config } = stored;
  return {
    id: stored.id,
    config: config.config,
    os: config.os,
    architecture: config.architecture,
    variant: config.variant,
    created: config.created ?? '',
    diffIds: config.rootfs.diff_ids,
    chain: stored.chains.at(-1),
    repoTags: tagsOf(namesOf(catalogue, stored.id)),
  };
}

/** Puts together what a manifest and its configuration say; throws `invalid` when they disagree. */
export function storedImage(parts: {
  readonly descriptor: Descriptor;
  readonly manifest: Manifest;
  readonly config: ImageConfig;
  readonly parent: Digest | undefined;
  readonly index?: Digest | undefined;
}): StoredImage {
  const { manifest, config } = parts;
  const id = manifest.config.digest;
  const diffIds = config.rootfs.diff_ids;
  if (manifest.layers.length !== diffIds.length) {
    throw fault(
      'invalid',
      `the image ${id} has ${manifest.layers.length} layers, but its configuration names ${diffIds.length}`,
    );
  }
  return { ...parts, id, chains: chainsOf(diffIds) };
}
