import type { Descriptor, Platform } from '../blobs/descriptor.ts';
import { fitness } from './platform.ts';

/**
 * The entry of an index that fits `wanted` best, the first of equals; undefined when none does. An entry that names no
 * platform is taken when nothing better is there.
 */
export function choosePlatform(entries: readonly Descriptor[], wanted: Platform): Descriptor | undefined {
  let best: Descriptor | undefined;
  for (const entry of entries.filter((candidate) => !isAttestation(candidate))) {
    const fits = fitness(entry.platform, wanted);
    if (fits > 0 && (best === undefined || fits > fitness(best.platform, wanted))) best = entry;
  }
  return best;
}

/** BuildKit stores provenance beside an image, as a manifest for no machine. */
export function isAttestation(descriptor: Descriptor): boolean {
  return (
    descriptor.platform?.os === 'unknown' ||
    descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'
  );
}

/** `linux/arm/v7`, for a message. */
export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}
