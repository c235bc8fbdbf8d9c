import { fault } from '../base/errors.ts';
import { MEDIA_TYPES } from '../blobs/descriptor.ts';
import type { Manifest } from './manifest.ts';

const MANIFESTS: ReadonlySet<string> = new Set([MEDIA_TYPES.manifest, MEDIA_TYPES.dockerManifest]);

const CONFIGS: ReadonlySet<string> = new Set([
  MEDIA_TYPES.config,
  'application/vnd.docker.container.image.v1+json',
  // A Docker of 2016 wrote this.
  'application/octet-stream',
]);

const LAYER =
  /^application\/vnd\.(?:oci\.image\.layer\.v1\.tar(?:\+gzip|\+zstd)?|docker\.image\.rootfs\.diff\.tar(?:\.gzip|\.zstd)?)$/;

/** Throws `invalid`, saying what it is instead, when a manifest is not that of an image that can be run from here. */
export function checkSupported(mediaType: string, manifest: Manifest): void {
  if (/docker\.distribution\.manifest\.v1\+/.test(mediaType)) {
    throw fault(
      'invalid',
      'the image is in the Docker manifest version 2, schema 1 format, which is no longer supported; have it pushed again by a newer client',
    );
  }
  if (!MANIFESTS.has(mediaType)) throw unsupported(mediaType);
  if (!CONFIGS.has(manifest.config.mediaType)) throw unsupported(manifest.config.mediaType);
  for (const layer of manifest.layers) {
    if (/foreign|nondistributable/.test(layer.mediaType)) {
      throw fault(
        'invalid',
        `the layer ${layer.digest} is a foreign one (${layer.mediaType}), which may not be fetched from a registry; only Windows images have them`,
      );
    }
    if (!LAYER.test(layer.mediaType)) throw unsupported(layer.mediaType);
  }
}

function unsupported(mediaType: string): Error {
  return fault('invalid', `this is no container image: unsupported media type ${mediaType}`);
}
