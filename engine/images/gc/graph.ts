import type { Digest } from '../../base/digest.ts';
import type { Catalogue, StoredImage } from '../catalogue.ts';
import { reachable } from './reachable.ts';

/**
 * What refers to what in the store:
 *
 *     image ──▶ manifest ──▶ configuration, packed layers        (blobs)
 *       ├─────▶ the index that it was found in                   (a blob; what else it lists need not be here)
 *       └─────▶ top chain ──▶ the chain below ──▶ …              (unpacked layers, each with its index)
 *
 * Roots are the recorded images, with and without names. What runs holds more: blobs by leases, chains and images by
 * `Library.hold`, chains by writables; those are asked for at the moment of removal, since they come and go.
 */
export type StoreNode = `image:${Digest}` | `blob:${Digest}` | `chain:${Digest}`;

/** What the images of a catalogue need. */
export interface Needs {
  readonly blobs: ReadonlySet<Digest>;
  readonly chains: ReadonlySet<Digest>;
}

const found = new WeakMap<Catalogue, Needs>();

/** What all images of the catalogue need; worked out once for each. */
export function needsOf(catalogue: Catalogue): Needs {
  const known = found.get(catalogue) ?? needsOfImages(catalogue.images.values());
  found.set(catalogue, known);
  return known;
}

/** What these images need. */
export function needsOfImages(images: Iterable<StoredImage>): Needs {
  const refersTo = new Map<StoreNode, readonly StoreNode[]>();
  const roots: StoreNode[] = [];
  for (const image of images) {
    const { digest } = image.descriptor;
    const top = image.chains.at(-1);
    roots.push(`image:${image.id}`);
    refersTo.set(`image:${image.id}`, [
      `blob:${digest}`,
      ...(image.index === undefined ? [] : [`blob:${image.index}` as const]),
      ...(top === undefined ? [] : [chainNode(top)]),
    ]);
    const { config, layers } = image.manifest;
    refersTo.set(
      `blob:${digest}`,
      [config, ...layers].map((blob): StoreNode => `blob:${blob.digest}`),
    );
    for (const [index, chain] of image.chains.entries()) {
      const below = image.chains[index - 1];
      refersTo.set(chainNode(chain), below === undefined ? [] : [chainNode(below)]);
    }
  }
  const needed = [...reachable(roots, (node) => refersTo.get(node) ?? [])];
  return { blobs: new Set(digestsIn(needed, 'blob:')), chains: new Set(digestsIn(needed, 'chain:')) };
}

function chainNode(chain: Digest): StoreNode {
  return `chain:${chain}`;
}

function digestsIn(nodes: readonly StoreNode[], kind: 'blob:' | 'chain:'): Digest[] {
  return nodes.filter((node) => node.startsWith(kind)).map((node) => node.slice(kind.length) as Digest);
}
