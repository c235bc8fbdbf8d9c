import { join } from 'node:path';
import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';
import { redactedUrl } from '../../registry/http/redact.ts';
import { download, type RemoteFile } from './download.ts';

/** A file at an address, of which everything is known and which is fetched only when its bytes are asked for. */
export interface Fetched extends RemoteFile {
  /** Where it lies on the disk, for as long as the build's own folder. */
  readonly path: () => Promise<string>;
}

const MOST = 500;

const shape = z.record(
  z.string(),
  z.object({
    digest: z.string(),
    size: z.number(),
    mtime: z.number(),
    etag: z.string().optional(),
    lastModified: z.string().optional(),
    contentType: z.string().optional(),
  }),
);

/** What was fetched before, so that what did not change need not be fetched again. Addresses with a login are not kept. */
export class Remotes {
  readonly #file: string;
  readonly #logger: Logger;
  readonly #writing = new KeyedMutex();

  /** @param file where it is written down */
  constructor(file: string, logger: Logger) {
    this.#file = file;
    this.#logger = logger;
  }

  /**
   * Looks a file up. With the digest that it has to have, one that was fetched before is not asked for at all. Throws as
   * `download` does, and `invalid` when the digest is another one.
   */
  async look(
    url: string,
    options: {
      readonly checksum: string | undefined;
      readonly fresh: boolean;
      /** A folder of the build's own, on the disk. */
      readonly folder: string;
      readonly signal: AbortSignal;
    },
  ): Promise<Fetched> {
    const { checksum, folder, signal } = options;
    const known = options.fresh ? undefined : (await this.#read())[url];
    const isExact = checksum !== undefined && known?.digest === checksum;
    const path = join(folder, newId());
    const there = isExact ? undefined : await download(url, path, { known: known && full(known), signal });
    const file = there ?? (known && full(known));
    if (file === undefined)
      throw fault('unavailable', `${url} says that it did not change, but nobody asked`);
    if (checksum !== undefined && file.digest !== checksum) {
      throw fault('invalid', `digest mismatch sha256:${file.digest}: sha256:${checksum}`);
    }
    if (there !== undefined) await this.#remember(url, there);
    return {
      ...file,
      path: once(async () => (there === undefined ? await this.#again(url, path, file, signal) : path)),
    };
  }

  async #again(url: string, path: string, file: RemoteFile, signal: AbortSignal): Promise<string> {
    const now = await download(url, path, { signal });
    if (now?.digest === file.digest) return path;
    throw fault('unavailable', `${url} changed while it was fetched: build again`);
  }

  async #remember(url: string, file: RemoteFile): Promise<void> {
    // What an address says of itself may be a secret.
    if (redactedUrl(new URL(url)) !== new URL(url).href || /^[a-z]+:\/\/[^/]*@/i.test(url)) return;
    await this.#writing.run('file', async () => {
      const { [url]: _, ...rest } = await this.#read();
      const kept = Object.entries(rest).slice(1 - MOST);
      await writeJson(this.#file, Object.fromEntries([...kept, [url, file]]), { durable: false });
    });
  }

  async #read(): Promise<z.output<typeof shape>> {
    try {
      return shape.parse((await readJson(this.#file)) ?? {});
    } catch (error) {
      this.#logger.warn('what was fetched for builds is forgotten', { error: String(error) });
      return {};
    }
  }
}

function full({ etag, lastModified, contentType, ...rest }: z.output<typeof shape>[string]): RemoteFile {
  return { ...rest, etag, lastModified, contentType };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
