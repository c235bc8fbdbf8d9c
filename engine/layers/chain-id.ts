import { createHash } from 'node:crypto';
import { type Digest, digestOfHex } from '../base/digest.ts';

/** The chain id of a layer over `parent` (OCI image-spec, config.md#layer-chainid). */
export function chainOver(parent: Digest | undefined, diffId: Digest): Digest {
  if (parent === undefined) return diffId;
  return digestOfHex(createHash('sha256').update(`${parent} ${diffId}`).digest('hex'));
}

/** The chain ids of an image's layers, from the bottom up. */
export function chainsOf(diffIds: readonly Digest[]): Digest[] {
  const chains: Digest[] = [];
  for (const diffId of diffIds) chains.push(chainOver(chains.at(-1), diffId));
  return chains;
}
