import type { ResolvConf } from '../../names/resolv-conf.ts';

/** The full names to ask for, in the order of a resolver: `ndots` of resolv.conf(5) decides whether the bare name is first. */
export function searchNames(
  name: string,
  { search, options }: Pick<ResolvConf, 'search' | 'options'>,
): string[] {
  if (name.endsWith('.')) return [name];
  const dots = options.flatMap((option) => /^ndots:(\d+)$/.exec(option)?.[1] ?? []).at(-1);
  const suffixed = search.filter((domain) => domain !== '.').map((domain) => `${name}.${domain}`);
  return name.split('.').length > Number(dots ?? 1) ? [name, ...suffixed] : [...suffixed, name];
}

/** The addresses of a name in the text of `/etc/hosts`. */
export function addressesInHosts(text: string, name: string): string[] {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  return text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return address && names.some((known) => known.toLowerCase() === wanted) ? [address] : [];
  });
}
