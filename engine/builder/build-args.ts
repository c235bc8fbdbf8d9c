import { OWN_PLATFORM } from './target-platform.ts';

/** Arguments that need no ARG, and that no history shows (Dockerfile reference, "Predefined ARGs"). */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

export function isPredefined(name: string): boolean {
  return PROXIES.includes(name.toUpperCase()) && (name === name.toUpperCase() || name === name.toLowerCase());
}

/** The platform arguments of the global scope, for a target such as `linux/arm/v7`; this machine's when none is asked. */
export function platformArgs(target: string | undefined): ReadonlyMap<string, string> {
  return new Map([...named('BUILD', OWN_PLATFORM), ...named('TARGET', target ?? OWN_PLATFORM)]);
}

function named(prefix: string, platform: string): [string, string][] {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return [
    [`${prefix}PLATFORM`, platform],
    [`${prefix}OS`, os],
    [`${prefix}ARCH`, architecture],
    [`${prefix}VARIANT`, variant],
  ];
}
