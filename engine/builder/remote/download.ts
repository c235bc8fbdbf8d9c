import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fault, isKind } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { CERTIFICATES_FOLDER, tlsFor } from '../../registry/certificates.ts';
import { Agents } from '../../registry/http/agents.ts';
import { bytesOf, discard } from '../../registry/http/body.ts';
import { proxySettings } from '../../registry/http/proxy.ts';
import { redactedUrl } from '../../registry/http/redact.ts';
import { follow } from '../../registry/http/redirects.ts';
import { usualTimings } from '../../registry/http/request.ts';
import { createSend } from '../../registry/http/send.ts';

/** What is known of a file at an address. */
export interface RemoteFile {
  /** sha256 in hexadecimal digits. */
  readonly digest: string;
  readonly size: number;
  /** Seconds since the epoch, from Last-Modified; 0 when the server does not say. */
  readonly mtime: number;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * Fetches a file to `path`; answers undefined, and writes nothing, when it is still what `known` says. Redirects are followed,
 * proxies and certificates are those of registries. Throws `invalid` for a status that is no success, `unavailable` when
 * nobody answers, `cancelled`.
 */
export async function download(
  address: string,
  path: string,
  options: { readonly known?: RemoteFile | undefined; readonly signal: AbortSignal },
): Promise<RemoteFile | undefined> {
  const url = addressOf(address);
  const tls = await tlsFor(url.host, { folder: CERTIFICATES_FOLDER, verifies: true });
  const agents = new Agents(tls, proxySettings(process.env));
  const send = createSend(agents, usualTimings);
  try {
    const { url: bare, headers } = withLogin(url);
    const request = {
      method: 'GET',
      url: bare,
      headers: { ...headers, ...conditions(options.known) },
      ...options,
    } as const;
    const { response, request: last } = await follow(send, request);
    const status = response.statusCode ?? 0;
    if (status === 304) {
      await discard(response);
      return undefined;
    }
    if (status < 200 || status > 299) {
      await discard(response);
      throw fault(
        'invalid',
        `failed to GET ${redactedUrl(url)} with status ${status} ${response.statusMessage ?? ''}`,
      );
    }
    const { 'last-modified': lastModified, etag, 'content-type': contentType } = response.headers;
    const written = await write(bytesOf(response, last, usualTimings.stallMs), path);
    const at = Date.parse(lastModified ?? '');
    return { ...written, mtime: Number.isNaN(at) ? 0 : at / 1000, etag, lastModified, contentType };
  } finally {
    agents.close();
  }
}

function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw fault('invalid', `${text} is no address`);
  return new URL(text);
}

/** A user in the address is told to the server, and to no other that it points to. */
function withLogin(url: URL): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  if (url.username === '') return { url, headers: {} };
  const bare = new URL(url);
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  bare.username = '';
  bare.password = '';
  return { url: bare, headers: { Authorization: `Basic ${Buffer.from(login).toString('base64')}` } };
}

function conditions(known: RemoteFile | undefined): Record<string, string> {
  if (known?.etag !== undefined) return { 'If-None-Match': known.etag };
  return known?.lastModified === undefined ? {} : { 'If-Modified-Since': known.lastModified };
}

async function write(
  bytes: AsyncIterable<Buffer>,
  path: string,
): Promise<{ readonly digest: string; readonly size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        hash.update(chunk);
        size += chunk.length;
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isKind(error, 'unavailable') || isKind(error, 'cancelled')) throw error;
    throw diskFault(`write ${path}`, error);
  }
  return { digest: hash.digest('hex'), size };
}

/** The last part of an address's path; '' when it has none. */
export function nameIn(address: string): string {
  const last = addressOf(address).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).replaceAll('/', '_');
  } catch {
    return last;
  }
}
