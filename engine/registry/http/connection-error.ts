import { errnoOf, GantryError, messageOf } from '../../base/errors.ts';
import { redactedUrl } from './redact.ts';
import type { HttpRequest } from './request.ts';

/** No answer came: nobody listens, the name is unknown, TLS fails, the connection broke or stood still. */
export class ConnectionError extends GantryError {
  /** True when trying again may help. */
  readonly temporary: boolean;

  constructor(message: string, options: { readonly temporary: boolean; readonly cause?: unknown }) {
    super('unavailable', message, { cause: options.cause });
    this.temporary = options.temporary;
  }
}

/** Thrown into a request or a body when nothing moved for too long. */
export class StallError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** What became of a request that got no answer, in the words of Go's HTTP client, which people search for. */
export function connectionError(
  request: Pick<HttpRequest, 'method' | 'url'>,
  cause: unknown,
): ConnectionError {
  const { method, url } = request;
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  const { why, temporary } = explain(url, firstOf(cause));
  return new ConnectionError(`${verb} "${redactedUrl(url)}": ${why}`, { temporary, cause });
}

/** A host with several addresses fails with one error for each. */
function firstOf(cause: unknown): unknown {
  return cause instanceof AggregateError && cause.errors.length > 0 ? cause.errors.at(-1) : cause;
}

function explain(url: URL, cause: unknown): { readonly why: string; readonly temporary: boolean } {
  const code = errnoOf(cause) ?? '';
  const address = addressOf(url, cause);
  switch (code) {
    case 'ECONNREFUSED':
      return { why: `dial tcp ${address}: connect: connection refused`, temporary: false };
    case 'ENETUNREACH':
      return { why: `dial tcp ${address}: connect: network is unreachable`, temporary: false };
    case 'EHOSTUNREACH':
      return { why: `dial tcp ${address}: connect: no route to host`, temporary: false };
    case 'ENOTFOUND':
      return { why: `dial tcp: lookup ${url.hostname}: no such host`, temporary: false };
    case 'EAI_AGAIN':
      return { why: `dial tcp: lookup ${url.hostname}: the name service does not answer`, temporary: true };
    case 'ETIMEDOUT':
      return {
        why: cause instanceof StallError ? cause.message : `dial tcp ${address}: i/o timeout`,
        temporary: true,
      };
    case 'ECONNRESET':
    case 'EPIPE':
      return { why: `the connection broke: ${messageOf(cause)}`, temporary: true };
    default:
      return { why: TLS_WORDS[code] ?? tlsReason(messageOf(cause)), temporary: code.startsWith('HPE_') };
  }
}

/** Node's codes for what a certificate lacks; others speak for themselves. */
const TLS_WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority(),
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority(),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority(),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority(),
  CERT_HAS_EXPIRED: 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
  ERR_SSL_WRONG_VERSION_NUMBER: 'http: server gave HTTP response to HTTPS client',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'http: server gave HTTP response to HTTPS client',
};

/** What OpenSSL means, out of a line such as `80AB:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert …:…`. */
function tlsReason(message: string): string {
  const [, reason] = /:SSL routines:[^:]*:([^:\n]+)/.exec(message) ?? [];
  return reason === undefined ? message : reason.replace(/^\w+ alert /, 'remote error: tls: ');
}

function unknownAuthority(): string {
  return 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
}

function addressOf(url: URL, cause: unknown): string {
  if (cause instanceof Error && 'address' in cause && 'port' in cause)
    return `${String(cause.address)}:${String(cause.port)}`;
  return url.port === '' ? `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}` : url.host;
}
