/** What Docker gives a process that has no PATH of its own (moby, `oci.DefaultPathEnv`). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What an environment is made of, besides the variables that were asked for. */
export interface EnvironmentFacts {
  readonly hostname: string;
  readonly terminal: boolean;
  readonly home: string;
}

/**
 * The environment of a process: PATH, HOSTNAME, with a terminal TERM, then `wanted` over them, and HOME unless something
 * said it. An entry without `=` takes the variable away, as in Docker.
 */
export function environment(wanted: readonly string[], facts: EnvironmentFacts): string[] {
  const variables = new Map([['PATH', DEFAULT_PATH]]);
  if (facts.hostname !== '') variables.set('HOSTNAME', facts.hostname);
  if (facts.terminal) variables.set('TERM', 'xterm');
  for (const entry of wanted) {
    const at = entry.indexOf('=');
    if (at < 0) variables.delete(entry);
    else variables.set(entry.slice(0, at), entry.slice(at + 1));
  }
  if (!variables.has('HOME')) variables.set('HOME', facts.home);
  return [...variables].map(([name, value]) => `${name}=${value}`);
}
