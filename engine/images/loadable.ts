import type { Reference } from '../base/reference.ts';
import type { StoredBlob } from '../blobs/blob-store.ts';

/** An image found in an archive, not yet verified. */
export interface Loadable {
  readonly names: readonly Reference[];
  readonly config: StoredBlob;
  /** From the bottom up, as they are packed in the archive. */
  readonly layers: readonly StoredBlob[];
  /** The manifest that came with it, kept as it is so that its digest stays; undefined in old archives of `docker save`. */
  readonly manifest: (StoredBlob & { readonly mediaType: string }) | undefined;
}
