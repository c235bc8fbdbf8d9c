import { fault } from '../base/errors.ts';
import { type InsecureRules, parseInsecure } from './insecure.ts';

/** Which registries are treated specially, as the command line says. */
export interface RegistrySettings {
  /** Asked before Docker Hub, in this order; without a slash at the end. */
  readonly mirrors: readonly string[];
  readonly insecure: InsecureRules;
}

/** Reads the values of `--registry-mirror` and `--insecure-registry`. Throws `invalid` naming the value. */
export function parseRegistrySettings(flags: {
  readonly mirrors: readonly string[];
  readonly insecure: readonly string[];
}): RegistrySettings {
  return { mirrors: [...new Set(flags.mirrors.map(parseMirror))], insecure: parseInsecure(flags.insecure) };
}

/** Checks as dockerd does (moby, registry/config.go, ValidateMirror). */
function parseMirror(text: string): string {
  const refuse = (why: string) => fault('invalid', `invalid mirror: ${why}: ${text}`);
  if (!URL.canParse(text)) throw refuse('not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`unsupported scheme "${url.protocol.replace(':', '')}", it must be http or https`);
  }
  if (url.search !== '' || url.hash !== '') throw refuse('query or fragment are not allowed');
  if (url.username !== '' || url.password !== '') throw refuse('a user or password is not allowed');
  return url.href.replace(/\/+$/, '');
}
