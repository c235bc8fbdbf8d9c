import type { Readable } from 'node:stream';
import type { Digest } from '../base/digest.ts';

/**
 * Content by its digest. A blob is whole and verified or it is not there: it is written under another name, hashed on the
 * way, flushed to the disk, and then renamed. Blobs never change.
 *
 * Whoever writes does so under a *lease*: what a lease wrote or holds cannot be removed until the lease is released, so a
 * blob survives between its arrival and the record that will refer to it. Leases live in this process; after a crash
 * nothing is held, and what no record refers to can go.
 */
export interface BlobStore {
  /** Where the blob's file is (or would be), for programs that read it. It must not be written to. */
  pathOf(digest: Digest): string;
  /** Bytes of the blob; undefined when it is not there. */
  sizeOf(digest: Digest): Promise<number | undefined>;
  /** A small blob at once. Throws `not-found`; `invalid` when it has more than `limit` bytes (4 MiB unless told). */
  read(digest: Digest, limit?: number): Promise<Buffer>;
  /** The blob as a stream; its errors come through the stream. */
  stream(digest: Digest): Readable;
  /** Every blob. */
  list(): Promise<Digest[]>;
  /**
   * Removes a blob unless a lease holds it or `isNeeded`, asked at the last moment, says so; answers the bytes freed, 0 when
   * it stays or was not there.
   */
  remove(digest: Digest, isNeeded?: () => boolean): Promise<number>;
  /** True while a lease wrote or holds the blob. */
  isHeld(digest: Digest): boolean;
  /** Starts a lease. */
  lease(): BlobLease;
}

export interface BlobLease {
  /**
   * Stores what `source` gives. Idempotent: content that is there already is only held. Throws `invalid` when the digest or
   * the size is not the expected one, `system` when the disk fails, and whatever `source` throws; nothing is left then.
   */
  ingest(source: AsyncIterable<Buffer>, expected?: ExpectedBlob): Promise<StoredBlob>;
  /** Keeps a blob from being removed, whether it is there or not. */
  hold(digest: Digest): void;
  /** Ends the lease; answers what it wrote or held, which a collector may now look at. Idempotent. */
  release(): readonly Digest[];
}

export interface ExpectedBlob {
  readonly digest?: Digest;
  /** Bytes. */
  readonly size?: number;
}

export interface StoredBlob {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
}
