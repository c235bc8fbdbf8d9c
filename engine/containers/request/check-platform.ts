import { arch } from 'node:os';
import { fault } from '../../base/errors.ts';
import type { Image } from '../../images/image.ts';

/** `linux/arm64/v8`, as far as it was given. */
interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

const GO_ARCH: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
const SYSTEMS = new Set(['linux', 'windows', 'darwin', 'freebsd']);
const ARCHITECTURES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['386', 'amd64', 'arm', 'arm64', 'mips64le', 'ppc64le', 'riscv64', 's390x', 'loong64'].map((name) => [
      name,
      name,
    ]),
  ),
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  aarch64: 'arm64',
  armhf: 'arm',
};

/** Reads the `platform` of a create request; undefined when none was asked for. Throws `invalid` in Docker's words. */
export function parsePlatform(text: string | undefined): Platform | undefined {
  if (text === undefined || text === '') return undefined;
  const parts = text.toLowerCase().split('/');
  const [first = '', second, variant = ''] = parts;
  if (parts.length > 3 || parts.includes('')) {
    throw fault('invalid', `"${text}": cannot parse platform specifier: invalid argument`);
  }
  if (second === undefined) {
    if (SYSTEMS.has(first)) return { os: first, architecture: ownArchitecture(), variant: '' };
    const architecture = ARCHITECTURES[first];
    if (architecture !== undefined) return { os: 'linux', architecture, variant: '' };
    throw fault('invalid', `"${text}": unknown operating system or architecture: invalid argument`);
  }
  return { os: first, architecture: ARCHITECTURES[second] ?? second, variant };
}

/** Throws `not-found` in Docker's words for an image of another platform than was asked for. */
export function checkPlatform(image: Image, ref: string, wanted: Platform | undefined): void {
  if (wanted === undefined || image.architecture === '') return;
  const fits =
    image.os === wanted.os &&
    image.architecture === wanted.architecture &&
    (wanted.variant === '' || !image.variant || image.variant === wanted.variant);
  if (fits) return;
  throw fault(
    'not-found',
    `image with reference ${ref} was found but does not match the specified platform: wanted ${nameOf(wanted)}, actual: ${nameOf(image)}`,
  );
}

/** A sentence for an image of another architecture than the machine's when nobody asked for that one. */
export function platformWarnings(image: Image): string[] {
  const own = ownArchitecture();
  if (image.architecture === own || image.architecture === '') return [];
  return [
    `The requested image's platform (${nameOf(image)}) does not match the detected host platform (linux/${own}) and no specific platform was requested`,
  ];
}

function nameOf(platform: {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | undefined;
}): string {
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

function ownArchitecture(): string {
  return GO_ARCH[arch()] ?? arch();
}
