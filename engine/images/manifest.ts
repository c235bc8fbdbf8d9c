import { z } from 'zod';
import { isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { type Descriptor, MEDIA_TYPES } from '../blobs/descriptor.ts';
import type { Compression } from '../process/decompress.ts';

/** What an image is made of (OCI image-spec, manifest.md; Docker's schema 2 is the same but for its types). */
export interface Manifest {
  readonly mediaType: string;
  readonly config: Descriptor;
  /** From the bottom up. */
  readonly layers: readonly Descriptor[];
}

const DescriptorShape = z.object({
  mediaType: z.string(),
  digest: z.string().refine(isDigest, 'not a sha256 digest'),
  size: z.number().int().nonnegative(),
});

const ManifestShape = z.object({
  mediaType: z.string().default(MEDIA_TYPES.manifest),
  config: DescriptorShape,
  layers: z.array(DescriptorShape),
});

/** Reads a manifest; throws `invalid` naming `what` and what is wrong with it. */
export function parseManifest(bytes: Buffer, what: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fault('invalid', `${what} is not valid JSON`, cause);
  }
  const parsed = ManifestShape.safeParse(value);
  if (!parsed.success)
    throw fault('invalid', `${what} is not an image manifest: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The bytes of an OCI manifest; the same parts always give the same bytes. */
export function encodeManifest(
  config: Pick<Descriptor, 'digest' | 'size'>,
  layers: readonly Descriptor[],
): Buffer {
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.manifest,
      config: { mediaType: MEDIA_TYPES.config, digest: config.digest, size: config.size },
      layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
    }),
  );
}

/** The media type of a layer that is packed so; there is none for xz and bzip2, which are unpacked first. */
export function layerType(compression: Compression): string | undefined {
  switch (compression) {
    case 'none':
      return MEDIA_TYPES.layer;
    case 'gzip':
      return MEDIA_TYPES.layerGzip;
    case 'zstd':
      return MEDIA_TYPES.layerZstd;
    case 'xz':
    case 'bzip2':
      return undefined;
  }
}
