/**
 * What may pass between a page and the engine. To the engine goes an allow-list: a page's cookie, origin and the like
 * are none of its business. From the engine comes everything except what belongs to one connection or to our origin.
 */
const TO_ENGINE: readonly string[] = [
  'accept',
  'content-length',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'range',
  'x-registry-auth',
  'x-registry-config',
];

const NOT_FROM_ENGINE = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'set-cookie',
  'clear-site-data',
  'refresh',
  'service-worker-allowed',
  'strict-transport-security',
  'content-security-policy',
]);

/** A foreign page must not read our answers, whatever an engine says. */
const NOT_FROM_ENGINE_PREFIX = /^(access-control-|cross-origin-)/;

/** The headers of a page's request that the engine gets, and who asks, which the engine keeps in its history. */
export function headersToEngine(headers: Headers): Record<string, string> {
  const passed = TO_ENGINE.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { 'user-agent': 'Gantry', ...Object.fromEntries(passed) };
}

/** The headers that a page may add to a stream it opens: those with which an engine logs in to registries. */
export function registryHeaders(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^x-registry-(auth|config)$/i.test(name)),
  );
}

/** The headers of an engine's answer that the page gets, from Node's flat list of names and values. */
export function headersFromEngine(rawHeaders: readonly string[]): Headers {
  const headers = new Headers();
  const forOneConnection = new Set<string>();
  for (const [name, value] of pairs(rawHeaders)) {
    if (name === 'connection')
      for (const named of value.split(',')) forOneConnection.add(named.trim().toLowerCase());
  }
  for (const [name, value] of pairs(rawHeaders)) {
    if (NOT_FROM_ENGINE.has(name) || NOT_FROM_ENGINE_PREFIX.test(name) || forOneConnection.has(name))
      continue;
    headers.append(name, value);
  }
  return headers;
}

function* pairs(rawHeaders: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [rawHeaders[index]?.toLowerCase() ?? '', rawHeaders[index + 1] ?? ''];
  }
}
