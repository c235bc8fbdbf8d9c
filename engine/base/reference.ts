import { type Digest, isDigest } from './digest.ts';
import { fault } from './errors.ts';

/**
 * The name of an image by the distribution grammar (distribution/reference), normalised: `busybox` is
 * `docker.io/library/busybox`. A name without tag and digest names a repository.
 */
export interface Reference {
  /** Host, with a port where one was given. */
  readonly domain: string;
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
}

const DEFAULT_DOMAIN = 'docker.io';
const LEGACY_DOMAIN = 'index.docker.io';
const OFFICIAL = 'library/';
const DEFAULT_TAG = 'latest';
const MAX_PATH = 255;

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(
  `^(${HOST}(?::[0-9]+)?)/(${PATH_PART}(?:/${PATH_PART})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`,
);
const ANCHORED_TAG = new RegExp(`^${TAG}$`);
const IDENTIFIER = /^[0-9a-f]{64}$/;

/** Reads what a person or a program wrote as a name; throws `invalid` in Docker's words for what the grammar forbids. */
export function parseReference(text: string): Reference {
  if (IDENTIFIER.test(text)) {
    throw fault('invalid', `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const { domain, rest } = splitDomain(text);
  const [name = ''] = rest.split(':');
  if (name !== name.toLowerCase()) {
    throw fault('invalid', `invalid reference format: repository name (${name}) must be lowercase`);
  }
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (match === null) throw fault('invalid', 'invalid reference format');
  const [, host = '', path = '', tag, digest] = match;
  if (path.length > MAX_PATH) {
    throw fault('invalid', `repository name must not be more than ${MAX_PATH} characters`);
  }
  if (digest !== undefined && !isDigest(digest)) throw fault('invalid', digestProblem(digest));
  return { domain: host, path, tag, digest };
}

/** What a client may call an image: by name, or by its whole id (with or without `sha256:`). */
export type AnyReference =
  | { readonly kind: 'id'; readonly id: Digest }
  | { readonly kind: 'name'; readonly name: Reference };

/** Reads a name or a whole id; throws `invalid` for neither. */
export function parseAnyReference(text: string): AnyReference {
  const digest = IDENTIFIER.test(text) ? `sha256:${text}` : text;
  if (isDigest(digest)) return { kind: 'id', id: digest };
  return { kind: 'name', name: parseReference(text) };
}

/** Throws `invalid` in Docker's words when `tag` cannot be one. */
export function checkTag(tag: string): void {
  if (!ANCHORED_TAG.test(tag)) throw fault('invalid', 'invalid tag format');
}

/** The repository: `docker.io/library/busybox`. */
export function repositoryOf(reference: Reference): string {
  return `${reference.domain}/${reference.path}`;
}

/** Everything spelled out: `docker.io/library/busybox:latest`. */
export function fullReference(reference: Reference): string {
  return repositoryOf(reference) + suffixOf(reference);
}

/** The repository as people write it: `busybox`. */
export function familiarName(reference: Reference): string {
  if (reference.domain !== DEFAULT_DOMAIN) return repositoryOf(reference);
  const short = reference.path.startsWith(OFFICIAL) ? reference.path.slice(OFFICIAL.length) : reference.path;
  return short.includes('/') ? reference.path : short;
}

/** The reference as people write it: `busybox:latest`. */
export function familiarReference(reference: Reference): string {
  return familiarName(reference) + suffixOf(reference);
}

/** The reference with `latest` when it has neither tag nor digest. */
export function withDefaultTag(reference: Reference): Reference {
  if (reference.tag !== undefined || reference.digest !== undefined) return reference;
  return { ...reference, tag: DEFAULT_TAG };
}

function suffixOf({ tag, digest }: Reference): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

/** What stands before the first slash is a host only when it looks like one. */
function splitDomain(text: string): { readonly domain: string; readonly rest: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  const domain = isHost && first !== LEGACY_DOMAIN ? first : DEFAULT_DOMAIN;
  const rest = isHost ? text.slice(slash + 1) : text;
  return { domain, rest: domain === DEFAULT_DOMAIN && !rest.includes('/') ? OFFICIAL + rest : rest };
}

function digestProblem(digest: string): string {
  if (!digest.startsWith('sha256:')) return 'unsupported digest algorithm';
  return digest.length === 'sha256:'.length + 64
    ? 'invalid checksum digest format'
    : 'invalid checksum digest length';
}
