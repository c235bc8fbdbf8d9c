/** A git repository as a context, or as what ADD brings. */
export interface GitAddress {
  /** What git is told. */
  readonly repository: string;
  /** A branch, tag, commit or other name of git's; undefined for the default branch. */
  readonly ref: string | undefined;
  /** A folder in it, '' for its root. */
  readonly folder: string;
}

/**
 * Reads `git@host:path`, `git://…`, `ssh://…`, `http(s)://….git`, each with `#REF:FOLDER`; with `shorthand` also
 * `github.com/…`, as contexts may be written. Undefined for what is no repository. Throws an Error for a name that git would
 * take for an option.
 */
export function parseGitAddress(
  text: string,
  options: { readonly shorthand?: boolean } = {},
): GitAddress | undefined {
  const [, whole = '', fragment = ''] = /^([^#]*)(?:#(.*))?$/s.exec(text) ?? [];
  const isShort = options.shorthand === true && /^(?:www\.)?github\.com\/[^/]+\/[^/]/.test(whole);
  const isGit =
    isShort ||
    /^(?:git|ssh|git\+ssh):\/\/[^/]/.test(whole) ||
    /^[\w.-]+@[\w.-]+:(?!\/\/)./.test(whole) ||
    /^https?:\/\/[^/]+\/.*\.git\/?$/.test(whole);
  if (!isGit) return undefined;
  const colon = fragment.indexOf(':');
  const ref = colon < 0 ? fragment : fragment.slice(0, colon);
  if (ref.startsWith('-')) throw new Error(`invalid git reference ${JSON.stringify(ref)}`);
  return {
    repository: isShort ? `https://${whole}` : whole,
    ref: ref === '' ? undefined : ref,
    folder: colon < 0 ? '' : fragment.slice(colon + 1).replace(/^\/+|\/+$/g, ''),
  };
}

/** An address fit for messages and for what is kept: without user and password. */
export function withoutLogin(address: string): string {
  return address.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
}
