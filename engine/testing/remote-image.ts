import { gzipSync } from 'node:zlib';
import type { Digest } from '../base/digest.ts';
import { MEDIA_TYPES, type Platform } from '../blobs/descriptor.ts';
import { hostPlatform } from '../images/platform.ts';
import { type TarMember, tarOf } from './tar-of.ts';
import { sha256, type TestRegistry } from './test-registry.ts';

/** An image that a test registry has. */
export interface RemoteTestImage {
  readonly digest: Digest;
  /** Digest of its configuration. */
  readonly id: Digest;
  /** From the bottom up, compressed. */
  readonly layers: readonly { readonly digest: Digest; readonly bytes: Buffer }[];
  readonly manifest: object;
  readonly size: number;
}

/** Puts an image into a registry: one layer for each list of members. */
export function addImage(
  registry: TestRegistry,
  name: { readonly path: string; readonly tag: string },
  layers: readonly (readonly TarMember[])[],
  options: { readonly platform?: Platform; readonly labels?: Readonly<Record<string, string>> } = {},
): RemoteTestImage {
  const tars = layers.map((members) => tarOf(members));
  const packed = tars.map((tar) => {
    const bytes = gzipSync(tar);
    return { bytes, digest: registry.addBlob(bytes) };
  });
  const config = Buffer.from(
    JSON.stringify({
      ...(options.platform ?? hostPlatform),
      config: { Cmd: ['sh'], Labels: options.labels ?? {} },
      rootfs: { type: 'layers', diff_ids: tars.map(sha256) },
      history: tars.map((_, index) => ({ created_by: `layer ${index + 1}` })),
    }),
  );
  const id = registry.addBlob(config);
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    config: { mediaType: MEDIA_TYPES.config, digest: id, size: config.length },
    layers: packed.map(({ bytes, digest }) => ({
      mediaType: MEDIA_TYPES.layerGzip,
      digest,
      size: bytes.length,
    })),
  };
  const digest = registry.addManifest(name.path, name.tag, manifest, MEDIA_TYPES.manifest);
  return { digest, id, layers: packed, manifest, size: Buffer.byteLength(JSON.stringify(manifest)) };
}

/** Puts an index of images into a registry. */
export function addIndex(
  registry: TestRegistry,
  name: { readonly path: string; readonly tag: string },
  entries: readonly object[],
): Digest {
  const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: entries };
  return registry.addManifest(name.path, name.tag, index, MEDIA_TYPES.index);
}
