import { fault } from '../base/errors.ts';
import type { Platform } from '../blobs/descriptor.ts';
import { platformText } from '../images/choose-platform.ts';
import { hostPlatform, parsePlatform } from '../images/platform.ts';

const SAME: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
};
/** What a processor has unless told (containerd, platforms/database.go). */
const USUAL: Readonly<Record<string, string>> = {
  'linux/amd64/v1': 'linux/amd64',
  'linux/arm64/v8': 'linux/arm64',
  'linux/arm': 'linux/arm/v7',
};

/** The platform of this machine, as `linux/amd64`. */
export const OWN_PLATFORM: string = usual(platformText(hostPlatform));

/**
 * A platform as `--platform` names it, in the form `linux/arm/v7`: other names of processors and variants that go without saying are
 * told apart no longer. `local` is this machine's. Throws `invalid` for what is none, and for systems other than Linux.
 */
export function platformNamed(text: string): string {
  if (text === 'local') return OWN_PLATFORM;
  if (text === 'linux') return OWN_PLATFORM;
  const { os, architecture, variant } = parsePlatform(text);
  if (os !== 'linux') {
    throw fault('invalid', `the platform ${text} is not supported: Gantry builds images for Linux only`);
  }
  const named = [os, SAME[architecture] ?? architecture, ...(variant === undefined ? [] : [variant])];
  return usual(named.join('/'));
}

/** The parts of a platform in its usual form. */
export function partsOf(platform: string): Platform {
  return parsePlatform(platform);
}

function usual(platform: string): string {
  return USUAL[platform] ?? platform;
}
