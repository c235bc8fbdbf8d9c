import { createHash } from 'node:crypto';
import { type Digest, digestOfHex, isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { urlAt } from './endpoint.ts';
import { fetchBlob } from './fetch-blob.ts';
import { discard, smallBody } from './http/body.ts';
import type { HttpRequest } from './http/request.ts';
import type { RetryOptions } from './http/retry.ts';
import type { Route } from './route.ts';
import type { Session } from './session.ts';
import { listTags } from './tags.ts';
import { type UploadSource, uploadBlob } from './upload-blob.ts';

/** A manifest or index as a registry gave it, its digest taken by us. */
export interface FetchedManifest extends ManifestHead {
  readonly bytes: Buffer;
}

export interface ManifestHead {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
}

export interface RemoteBlob {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
}

/** Registries have to take manifests up to this size, and may refuse larger ones (OCI distribution-spec, "Pushing Manifests"). */
const LARGEST_MANIFEST = 4 * 1024 * 1024;

/** Everything that we can read; sent as one header each, since some registries look at the first only. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * One repository of a registry (OCI distribution-spec). Errors are `RegistryError` when the registry refuses,
 * `ConnectionError` when it cannot be reached, `cancelled` when the signal given at the beginning aborts. What fails for a
 * moment is tried again. Close it when it is done with.
 */
export class Repository {
  /** Such as `docker.io`. */
  readonly domain: string;
  /** Such as `library/busybox`. */
  readonly path: string;
  readonly #route: Route;
  readonly #retry: RetryOptions;
  readonly #close: () => void;

  constructor(parts: {
    readonly domain: string;
    readonly path: string;
    readonly route: Route;
    readonly retry: RetryOptions;
    readonly close: () => void;
  }) {
    this.domain = parts.domain;
    this.path = parts.path;
    this.#route = parts.route;
    this.#retry = parts.retry;
    this.#close = parts.close;
  }

  /** What a tag or digest names, without its content; undefined when the registry does not tell (end-3). */
  async head(reference: string): Promise<ManifestHead | undefined> {
    const { response } = await this.#ask('HEAD', `manifests/${reference}`, { Accept: ACCEPT });
    await discard(response);
    const digest = response.headers['docker-content-digest'];
    if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
    const size = Number(response.headers['content-length'] ?? 0);
    return { digest, size, mediaType: typeOf(response.headers['content-type']) ?? '' };
  }

  /**
   * The manifest or index that a tag or digest names (end-3). Throws `invalid` when it has more than 4 MiB, or is not what
   * the digest says.
   */
  async manifest(reference: string): Promise<FetchedManifest> {
    const { response, request, session } = await this.#ask('GET', `manifests/${reference}`, {
      Accept: ACCEPT,
    });
    const { stallMs } = session.timings;
    const bytes = await smallBody(response, request, { limit: LARGEST_MANIFEST, stallMs });
    if (bytes === undefined) {
      throw fault('invalid', `the manifest ${reference} of ${this.path} has more than 4 MiB and is refused`);
    }
    const digest = digestOf(bytes);
    if (isDigest(reference) && digest !== reference) {
      throw fault(
        'invalid',
        `manifest verification failed for digest ${reference}: the registry gave ${digest}`,
      );
    }
    const mediaType = typeOf(response.headers['content-type']) ?? typeInside(bytes) ?? '';
    return { bytes, digest, size: bytes.length, mediaType };
  }

  /**
   * The bytes of a blob (end-2). A download that breaks or stalls goes on where it stopped, at the next address if need be.
   * Nothing is verified here: the reader checks size and digest of the whole. `signal` takes the place of the repository's.
   */
  blob(blob: RemoteBlob, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const retry = signal === undefined ? this.#retry : { ...this.#retry, signal };
    return fetchBlob(this.#route, this.path, blob, retry);
  }

  /** A small blob, verified. Throws `invalid` when it has more than 4 MiB or is not what its digest says. */
  async readBlob(blob: RemoteBlob): Promise<Buffer> {
    if (blob.size > LARGEST_MANIFEST)
      throw fault('invalid', `${blob.digest} has ${blob.size} bytes and is refused`);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.blob(blob)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > blob.size) break;
    }
    const bytes = Buffer.concat(chunks);
    if (size === blob.size && digestOf(bytes) === blob.digest) return bytes;
    throw fault('invalid', `verification failed for digest ${blob.digest}: the registry gave something else`);
  }

  /** All tags, in the registry's order (end-8). */
  tags(): Promise<string[]> {
    return this.#through((session) => listTags(session, this.path, this.#retry.signal));
  }

  /** True when the repository has the blob (end-2). */
  has(digest: Digest): Promise<boolean> {
    return this.#isThere(`blobs/${digest}`);
  }

  /** True when the repository has the manifest or index (end-3). */
  hasManifest(digest: Digest): Promise<boolean> {
    return this.#isThere(`manifests/${digest}`, { Accept: ACCEPT });
  }

  /**
   * Brings a blob in: from another repository of the registry when one in `from` has it, else by upload (end-4 to end-6, end-11).
   * Answers the repository that it was mounted from, undefined when it was uploaded.
   */
  upload(source: UploadSource, from: readonly string[] = []): Promise<string | undefined> {
    return this.#through((session) =>
      uploadBlob(session, { path: this.path, source, from, retry: this.#retry }),
    );
  }

  /** Stores a manifest or index under a tag or its digest (end-7). */
  async putManifest(reference: string, bytes: Buffer, mediaType: string): Promise<void> {
    const headers = { 'Content-Type': mediaType };
    const body = { length: bytes.length, chunks: [bytes] };
    const { response } = await this.#ask('PUT', `manifests/${reference}`, headers, [200, 201, 202], body);
    await discard(response);
  }

  /** Ends idle connections. */
  close(): void {
    this.#close();
  }

  async #isThere(path: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
    const { response } = await this.#ask('HEAD', path, headers, [200, 404]);
    await discard(response);
    return response.statusCode === 200;
  }

  #ask(
    method: HttpRequest['method'],
    path: string,
    headers: Readonly<Record<string, string>>,
    expected: readonly number[] = [200],
    body?: HttpRequest['body'],
  ) {
    return this.#through(async (session) => {
      const url = urlAt(session.endpoint, `${this.path}/${path}`);
      const { signal } = this.#retry;
      const request = { method, url, headers, signal, ...(body === undefined ? {} : { body }) };
      return { ...(await session.ask(request, expected)), session };
    });
  }

  #through<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#route.through(work, this.#retry.signal);
  }
}

function digestOf(bytes: Buffer): Digest {
  return digestOfHex(createHash('sha256').update(bytes).digest('hex'));
}

/** A media type without its parameters; undefined for one that says nothing. */
function typeOf(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  return ['', 'text/plain', 'application/json', 'application/octet-stream'].includes(type) ? undefined : type;
}

/** What a manifest or index says of itself. */
export function typeInside(bytes: Buffer): string | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null || !('mediaType' in value)) return undefined;
    return typeof value.mediaType === 'string' ? value.mediaType : undefined;
  } catch {
    return undefined;
  }
}
