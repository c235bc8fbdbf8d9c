import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Digest, digestOfHex } from '../base/digest.ts';

/** A request as a test looks at it. */
export interface Asked {
  readonly method: string;
  /** With the query, without the host. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Answers a request in the registry's place; false leaves it to the registry. */
export type Trick = (asked: Asked, response: ServerResponse) => boolean | Promise<boolean>;

/**
 * A registry in this process (OCI distribution-spec: pull, push, mounts, tags), as honest as `trick` lets it be. It remembers
 * what it was asked.
 */
export class TestRegistry implements AsyncDisposable {
  readonly blobs = new Map<string, Buffer>();
  /** By `path:tag` and `path@digest`. */
  readonly manifests = new Map<string, { readonly bytes: Buffer; readonly mediaType: string }>();
  readonly asked: Asked[] = [];
  trick: Trick = () => false;
  readonly #uploads = new Map<string, Buffer[]>();
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });

  static async start(): Promise<TestRegistry> {
    const registry = new TestRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  /** `127.0.0.1:PORT`. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  addBlob(bytes: Buffer): Digest {
    const digest = sha256(bytes);
    this.blobs.set(digest, bytes);
    return digest;
  }

  addManifest(path: string, tag: string, manifest: unknown, mediaType: string): Digest {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = sha256(bytes);
    for (const name of [`${path}:${tag}`, `${path}@${digest}`])
      this.manifests.set(name, { bytes, mediaType });
    return digest;
  }

  /** How often something whose path has `part` was asked for with `method`. */
  count(method: string, part: string): number {
    return this.asked.filter((asked) => asked.method === method && asked.path.includes(part)).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked: Asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
    this.asked.push(asked);
    if (await this.trick(asked, response)) return;
    const { pathname, searchParams } = new URL(asked.path, 'http://registry');
    const [, path = '', kind = '', name = ''] =
      /^\/v2\/(.+)\/(manifests|tags|blobs\/uploads|blobs)\/([^/]*)$/.exec(pathname) ?? [];
    switch (kind) {
      case 'manifests':
        return asked.method === 'PUT'
          ? this.#storeManifest(`${path}:${name}`, request, response)
          : this.#giveManifest(path, name, response);
      case 'blobs':
        return this.#giveBlob(name, asked, response);
      case 'tags':
        return sendJson(response, 200, { name: path, tags: this.#tagsOf(path) });
      case 'blobs/uploads':
        return this.#upload(path, name, searchParams, request, response);
      default:
        return sendJson(response, 200, {});
    }
  }

  #giveManifest(path: string, name: string, response: ServerResponse): void {
    const found = this.manifests.get(`${path}${name.includes(':') ? '@' : ':'}${name}`);
    if (found === undefined) return refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    response.writeHead(200, {
      'Content-Type': found.mediaType,
      'Content-Length': found.bytes.length,
      'Docker-Content-Digest': sha256(found.bytes),
    });
    response.end(found.bytes);
  }

  #giveBlob(digest: string, { headers }: Asked, response: ServerResponse): void {
    const blob = this.blobs.get(digest);
    if (blob === undefined) return refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry');
    sendFrom(response, blob, Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0));
  }

  #tagsOf(path: string): string[] {
    return [...this.manifests.keys()].flatMap((name) =>
      name.startsWith(`${path}:`) ? name.slice(path.length + 1) : [],
    );
  }

  async #storeManifest(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bodyOf(request);
    const mediaType = request.headers['content-type'] ?? '';
    this.manifests.set(name, { bytes, mediaType });
    this.manifests.set(name.replace(/:[^:]*$/, `@${sha256(bytes)}`), { bytes, mediaType });
    response.writeHead(201, { 'Docker-Content-Digest': sha256(bytes) }).end();
  }

  async #upload(
    path: string,
    id: string,
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method === 'POST') {
      if (this.blobs.has(query.get('mount') ?? '')) return void response.writeHead(201).end();
      const fresh = randomUUID();
      this.#uploads.set(fresh, []);
      return void response.writeHead(202, { Location: `/v2/${path}/blobs/uploads/${fresh}` }).end();
    }
    const chunks = this.#uploads.get(id);
    if (chunks === undefined) return refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown');
    // What came before a connection broke counts.
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (request.method === 'PUT') {
      if (sha256(bytes) !== query.get('digest'))
        return refuse(response, 400, 'DIGEST_INVALID', 'wrong digest');
      this.addBlob(bytes);
      return void response.writeHead(201).end();
    }
    const status = request.method === 'GET' ? 204 : 202;
    const range = `0-${Math.max(bytes.length - 1, 0)}`;
    response.writeHead(status, { Location: request.url ?? '', Range: range }).end();
  }
}

/** A refusal in the form of the distribution-spec. */
export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(response, status, { errors: [{ code, message }] }, headers);
}

/** A blob, or what is left of it from `offset` on. */
export function sendFrom(response: ServerResponse, blob: Buffer, offset: number): void {
  const rest = blob.subarray(offset);
  response.writeHead(offset > 0 ? 206 : 200, {
    'Content-Length': rest.length,
    ...(offset > 0 ? { 'Content-Range': `bytes ${offset}-${blob.length - 1}/${blob.length}` } : {}),
  });
  response.end(rest);
}

export function sha256(bytes: Buffer): Digest {
  return digestOfHex(createHash('sha256').update(bytes).digest('hex'));
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
