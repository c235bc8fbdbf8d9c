import type { IncomingMessage } from 'node:http';
import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { urlAt } from './endpoint.ts';
import { discard } from './http/body.ts';
import type { HttpRequest } from './http/request.ts';
import { pauseBefore, type RetryOptions } from './http/retry.ts';
import { RegistryError } from './registry-error.ts';
import type { Session } from './session.ts';

/** A blob that is to be uploaded. */
export interface UploadSource {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** The bytes from `offset` up to `end` (not included). Called again when an upload breaks. */
  readonly read: (offset: number, end: number) => AsyncIterable<Buffer>;
  /** Told how many bytes went out so far. */
  readonly onSent?: (bytes: number) => void;
}

interface Upload {
  readonly path: string;
  readonly source: UploadSource;
  /** Repositories of the same registry that may have the blob. */
  readonly from: readonly string[];
  readonly retry: RetryOptions;
}

/** A proxy that takes no large bodies (413) gets pieces of this size. */
const PIECE = 16 * 1024 * 1024;

/** See `Repository.upload`. */
export async function uploadBlob(session: Session, upload: Upload): Promise<string | undefined> {
  const mounted = await mount(session, upload);
  if (typeof mounted === 'string') return mounted;
  let progress = mounted;
  for (let failures = 0; ; ) {
    try {
      progress ??= await begin(session, upload);
      while (progress.offset < upload.source.size) progress = await sendPiece(session, upload, progress);
      await finish(session, upload, progress);
      return undefined;
    } catch (error) {
      failures += 1;
      const isTooLarge =
        error instanceof RegistryError && error.status === 413 && progress?.piece === undefined;
      if (!isTooLarge) await pauseBefore(failures + 1, error, upload.retry);
      progress = progress === undefined ? undefined : await resume(session, progress, upload.retry);
      if (isTooLarge) progress = { ...(progress ?? (await begin(session, upload))), piece: PIECE };
    }
  }
}

/** An upload that is open (OCI distribution-spec, "Pushing a blob in chunks"). */
interface Progress {
  /** Where the next piece goes; the registry may move it with each. */
  readonly location: URL;
  /** Bytes that the registry has. */
  readonly offset: number;
  /** Bytes for one request; undefined for all that is left. */
  readonly piece: number | undefined;
}

/**
 * Tries to have the blob mounted; answers the repository it came from, or the upload that the registry has opened instead
 * (OCI distribution-spec, "Mounting a blob from another repository").
 */
async function mount(session: Session, upload: Upload): Promise<string | Progress | undefined> {
  for (const from of upload.from) {
    try {
      const { response, url } = await post(session, upload, { mount: upload.source.digest, from });
      if (response.statusCode === 201) return from;
      return { location: locationOf(response, url), offset: 0, piece: undefined };
    } catch (error) {
      // We may not read there, or it is gone: an upload needs no leave of that repository.
      if (!(error instanceof RegistryError) || error.temporary) throw error;
    }
  }
  return undefined;
}

async function begin(session: Session, upload: Upload): Promise<Progress> {
  const { response, url } = await post(session, upload, {});
  return { location: locationOf(response, url), offset: 0, piece: undefined };
}

async function post(session: Session, { path, retry }: Upload, query: Readonly<Record<string, string>>) {
  const url = urlAt(session.endpoint, `${path}/blobs/uploads/`, query);
  const request: HttpRequest = { method: 'POST', url, signal: retry.signal, body: { length: 0, chunks: [] } };
  const { response } = await session.ask(request, [201, 202]);
  await discard(response);
  return { response, url };
}

async function sendPiece(session: Session, upload: Upload, progress: Progress): Promise<Progress> {
  const { source, retry } = upload;
  const { offset, location, piece = source.size } = progress;
  const end = Math.min(offset + piece, source.size);
  const request: HttpRequest = {
    method: 'PATCH',
    url: location,
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Range': `${offset}-${end - 1}` },
    body: { length: end - offset, chunks: counted(source, offset, end) },
    signal: retry.signal,
  };
  const { response } = await session.once(request, [202, 204]);
  await discard(response);
  const last = lastByte(response);
  const at = last === undefined ? end : last + 1;
  if (at <= offset) throw fault('unavailable', `the registry took nothing of ${source.digest}`);
  return { ...progress, location: locationOf(response, location), offset: at };
}

async function finish(session: Session, { source, retry }: Upload, { location }: Progress): Promise<void> {
  const url = new URL(location);
  url.searchParams.set('digest', source.digest);
  const request: HttpRequest = { method: 'PUT', url, signal: retry.signal, body: { length: 0, chunks: [] } };
  const { response } = await session.once(request, [201, 204]);
  await discard(response);
}

/** Asks how much of a broken upload has arrived; undefined when it has to begin anew. */
async function resume(
  session: Session,
  progress: Progress,
  retry: RetryOptions,
): Promise<Progress | undefined> {
  try {
    const request: HttpRequest = { method: 'GET', url: progress.location, signal: retry.signal };
    const { response } = await session.ask(request, [204]);
    await discard(response);
    const location = locationOf(response, progress.location);
    // Registries say `0-0` of an upload that is empty.
    const last = lastByte(response) ?? 0;
    return { ...progress, location, offset: last === 0 ? 0 : last + 1 };
  } catch (error) {
    if (error instanceof RegistryError && !error.temporary) return undefined;
    throw error;
  }
}

/** The last byte that a registry has, by its `Range: 0-LAST`. */
function lastByte(response: IncomingMessage): number | undefined {
  const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(String(response.headers['range'] ?? '')) ?? [];
  return last === undefined ? undefined : Number(last);
}

function locationOf(response: IncomingMessage, base: URL): URL {
  const { location } = response.headers;
  if (location === undefined) return base;
  if (!URL.canParse(location, base.href))
    throw fault('unavailable', 'the registry names no place for an upload');
  return new URL(location, base);
}

function counted(source: UploadSource, offset: number, end: number): AsyncIterable<Buffer> {
  return {
    async *[Symbol.asyncIterator]() {
      let sent = offset;
      for await (const chunk of source.read(offset, end)) {
        yield chunk;
        sent += chunk.length;
        source.onSent?.(sent);
      }
    },
  };
}
