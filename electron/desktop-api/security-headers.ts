/**
 * What the page may do: load only from its own origin, talk only to its own origin, be framed by nobody. Styles may be
 * inline because terminals, editors and virtual lists set them at run time; scripts never.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What an engine says is data: even if it is HTML (a file out of a container), nothing in it may run. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Sets the headers that every answer carries. */
export function secure(response: Response, kind: 'page' | 'data'): Response {
  const { headers } = response;
  headers.set('content-security-policy', kind === 'page' ? PAGE_POLICY : DATA_POLICY);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-frame-options', 'DENY');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  return response;
}
