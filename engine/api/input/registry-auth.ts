import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { AuthConfig } from '../types/registry.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** Unknown fields are passed over: clients send an `email` that nobody needs. */
export const AuthConfigShape = z.object({
  username: text,
  password: text,
  auth: text,
  serveraddress: text,
  identitytoken: text,
  registrytoken: text,
});

/**
 * The credentials in `X-Registry-Auth`: JSON in base64, of either alphabet and with or without padding. Undefined without the
 * header. Like Docker, which has clients that send nonsense here, it takes what cannot be read for "none".
 */
export function registryAuth(headers: IncomingHttpHeaders): AuthConfig | undefined {
  const header = headers['x-registry-auth'];
  if (header === undefined) return undefined;
  return AuthConfigShape.safeParse(decode(header)).data ?? {};
}

/**
 * The credentials for several registries in `X-Registry-Config`, which a build comes with; by host. Lenient as above.
 * @public The builder's route takes it.
 */
export function registryConfig(headers: IncomingHttpHeaders): ReadonlyMap<string, AuthConfig> {
  const decoded = z.record(z.string(), AuthConfigShape).safeParse(decode(headers['x-registry-config']));
  return new Map(Object.entries(decoded.data ?? {}));
}

function decode(header: string | string[] | undefined): unknown {
  try {
    // Node's decoder takes both alphabets.
    return JSON.parse(Buffer.from(String(header ?? ''), 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
