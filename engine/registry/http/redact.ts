/** Parameters that tell what was asked for and are no secret. */
const HARMLESS = new Set([
  'service',
  'scope',
  'account',
  'client_id',
  'from',
  'mount',
  'digest',
  'n',
  'last',
  'q',
]);

/** An address fit for a message or a log: without a password, and with the values of signed parameters taken out. */
export function redactedUrl(url: URL): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = 'xxxxx';
  for (const name of new Set(shown.searchParams.keys())) {
    if (!HARMLESS.has(name)) shown.searchParams.set(name, 'REDACTED');
  }
  return shown.href;
}

/** The address of a proxy without its password; what is no address stays as it is. */
export function withoutPassword(address: string): string {
  return address.replace(/:[^:/@]*@/, ':xxxxx@');
}
