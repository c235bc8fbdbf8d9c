import { type Digest, isDigest } from '../base/digest.ts';
import { fullReference, parseReference } from '../base/reference.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { type Catalogue, type NameRecord, namesByImage } from './catalogue.ts';

/** The annotations that an image's entries in `index.json` carry. */
const ANNOTATIONS = {
  /** What `skopeo oci:DIR:REF` and `umoci --image DIR:REF` look for (OCI image-spec, annotations.md). */
  refName: 'org.opencontainers.image.ref.name',
  /** The same, where containerd and dockerd look for it. */
  imageName: 'io.containerd.image.name',
  taggedAt: 'dev.gantry.image.tagged-at',
  parent: 'dev.gantry.image.parent',
  index: 'dev.gantry.image.index',
} as const;

/** The entries of `index.json` for a catalogue: one per name, and one without a name for an image that has none. */
export function toEntries(catalogue: Catalogue): Descriptor[] {
  const namesById = namesByImage(catalogue);
  return [...catalogue.images.values()].flatMap((image) => {
    const { mediaType, digest, size } = image.descriptor;
    const origin: Record<string, string> = {
      ...(image.parent === undefined ? {} : { [ANNOTATIONS.parent]: image.parent }),
      ...(image.index === undefined ? {} : { [ANNOTATIONS.index]: image.index }),
    };
    const names = namesById.get(image.id) ?? [];
    if (names.length === 0) return [{ mediaType, digest, size, annotations: origin }];
    return names.map(({ reference, taggedAt }) => ({
      mediaType,
      digest,
      size,
      annotations: {
        [ANNOTATIONS.refName]: fullReference(reference),
        [ANNOTATIONS.imageName]: fullReference(reference),
        [ANNOTATIONS.taggedAt]: taggedAt,
        ...origin,
      },
    }));
  });
}

/** What an entry of our own index says beside its digest; names outside the grammar count as none. */
export function readEntry(entry: Descriptor): {
  readonly name: Omit<NameRecord, 'id'> | undefined;
  readonly parent: Digest | undefined;
  readonly index: Digest | undefined;
} {
  const annotations = entry.annotations ?? {};
  const digestIn = (name: string) => {
    const text = annotations[name] ?? '';
    return isDigest(text) ? text : undefined;
  };
  return {
    parent: digestIn(ANNOTATIONS.parent),
    index: digestIn(ANNOTATIONS.index),
    name: readName(annotations[ANNOTATIONS.imageName] ?? annotations[ANNOTATIONS.refName], annotations),
  };
}

function readName(name: string | undefined, annotations: Readonly<Record<string, string>>) {
  if (name === undefined) return undefined;
  try {
    return { reference: parseReference(name), taggedAt: annotations[ANNOTATIONS.taggedAt] ?? '' };
  } catch {
    return undefined;
  }
}
