export const HUB = 'docker.io';

/** The registry that a reference speaks of: what stands before the first slash when it looks like a host. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  if (rest.length === 0) return HUB;
  return first.includes('.') || first.includes(':') || first === 'localhost' ? first : HUB;
}

/** What can be asked of the engine: the name, and the tag or digest apart from it. */
export function nameAndTag(reference: string): { readonly name: string; readonly tag: string } {
  const at = reference.indexOf('@');
  if (at >= 0) return { name: reference.slice(0, at).replace(/:[^/:]*$/, ''), tag: reference.slice(at + 1) };
  const colon = reference.lastIndexOf(':');
  if (colon < 0 || reference.includes('/', colon)) return { name: reference, tag: 'latest' };
  return { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

const NAME =
  /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** Why a reference cannot be used; undefined when it can. */
export function nameProblem(reference: string): string | undefined {
  if (NAME.test(reference)) return undefined;
  if (/[A-Z]/.test(nameAndTag(reference).name.split('/').slice(-1)[0] ?? ''))
    return 'Image names are lowercase.';
  if (/^https?:/.test(reference))
    return 'Leave out https://; a name is like registry.example.com/team/app:1.0.';
  return 'A name is like busybox, team/app:1.0 or registry.example.com/team/app:1.0.';
}
