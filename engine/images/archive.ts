import { posix } from 'node:path';
import { fault } from '../base/errors.ts';
import type { BlobLease, BlobStore, StoredBlob } from '../blobs/blob-store.ts';
import { readableName } from '../disk/tar-header.ts';
import { readTar, type TarEntry } from '../disk/tar-reader.ts';
import { type Compression, compressionOf, decompressed } from '../process/decompress.ts';

/** Files up to this size wait in memory: most are JSON, and many are not needed in the end. */
const SMALL = 256 * 1024;
const ALL_SMALL = 64 * 1024 * 1024;

/** The files of an archive of images, by path. Large ones are blobs already, held by the lease that took them in. */
export class ImageArchive {
  readonly #files = new Map<string, Buffer | StoredBlob>();
  readonly #links = new Map<string, string>();
  readonly #blobs: BlobStore;
  readonly #lease: BlobLease;

  private constructor(blobs: BlobStore, lease: BlobLease) {
    this.#blobs = blobs;
    this.#lease = lease;
  }

  /** Takes in a tar, plain or compressed, in one pass. Throws `invalid` when it is broken. */
  static async takeIn(tar: AsyncIterable<Buffer>, blobs: BlobStore, lease: BlobLease): Promise<ImageArchive> {
    const archive = new ImageArchive(blobs, lease);
    let kept = 0;
    for await (const entry of readTar(decompressed(tar))) {
      const isSmall = entry.header.size <= SMALL && kept + entry.header.size <= ALL_SMALL;
      if (isSmall) kept += entry.header.size;
      await archive.#take(entry, isSmall);
    }
    return archive;
  }

  has(path: string): boolean {
    return this.#files.has(this.#follow(path));
  }

  /** A small file. Throws `invalid` when the archive does not hold it. */
  async read(path: string): Promise<Buffer> {
    const file = this.#get(path);
    return Buffer.isBuffer(file) ? file : this.#blobs.read(file.digest);
  }

  /** A file as a blob. Throws `invalid` when the archive does not hold it. */
  async blob(path: string): Promise<StoredBlob> {
    const file = this.#get(path);
    return Buffer.isBuffer(file) ? this.#lease.ingest(once(file)) : file;
  }

  async #take({ header, body }: TarEntry, isSmall: boolean): Promise<void> {
    const path = clean(readableName(header.path));
    const link = readableName(header.linkPath);
    if (header.type === 'hard-link') this.#links.set(path, clean(link));
    if (header.type === 'symlink') this.#links.set(path, clean(posix.join(posix.dirname(path), link)));
    if (header.type !== 'file') return;
    this.#links.delete(path);
    this.#files.set(path, isSmall ? await bytesOf(body) : await this.#lease.ingest(body));
  }

  #get(path: string): Buffer | StoredBlob {
    const file = this.#files.get(this.#follow(path));
    if (file === undefined) throw fault('invalid', `the archive does not hold the file "${path}"`);
    return file;
  }

  /** Old archives of `docker save` hold a layer once and link to it. */
  #follow(path: string): string {
    let at = clean(path);
    for (let hops = 0; hops < 10; hops++) {
      const target = this.#links.get(at);
      if (target === undefined) return at;
      at = target;
    }
    return at;
  }
}

/** How a blob is packed. */
export async function compressionOfBlob(blobs: BlobStore, blob: StoredBlob): Promise<Compression> {
  for await (const start of blobs.stream(blob.digest) as AsyncIterable<Buffer>) return compressionOf(start);
  return 'none';
}

/** One buffer as a stream. */
export async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Paths are keys here and never touch a disk, so climbing ones lead nowhere. */
function clean(path: string): string {
  return posix.normalize(`/${path}`).slice(1);
}

async function bytesOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
