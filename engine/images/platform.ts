import { arch } from 'node:process';
import { fault } from '../base/errors.ts';
import type { Platform } from '../blobs/descriptor.ts';

/** Node's names of processors in the words of image configurations (Go's). */
const ARCHITECTURES: Readonly<Record<string, Omit<Platform, 'os'>>> = {
  x64: { architecture: 'amd64' },
  ia32: { architecture: '386' },
  arm64: { architecture: 'arm64' },
  arm: { architecture: 'arm', variant: 'v7' },
};

/** What this machine runs. */
export const hostPlatform: Platform = { os: 'linux', ...(ARCHITECTURES[arch] ?? { architecture: arch }) };

/** Reads `linux/arm64`, `linux/arm/v7` or `arm64`; throws `invalid`. */
export function parsePlatform(text: string): Platform {
  const parts = text.toLowerCase().split('/');
  const [os = '', architecture = '', variant] = parts.length === 1 ? ['linux', ...parts] : parts;
  if (parts.length > 3 || [os, architecture].some((part) => !/^[a-z0-9_.-]+$/.test(part))) {
    throw fault(
      'invalid',
      `"${text}" is an invalid platform: want os/architecture or os/architecture/variant`,
    );
  }
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
}

/** How well something made for `platform` runs on `host`: 0 not at all, more is better. */
export function fitness(platform: Platform | undefined, host: Platform = hostPlatform): number {
  if (platform === undefined) return 1;
  if (platform.os !== host.os || platform.architecture !== host.architecture) return 0;
  return platform.variant === host.variant ? 3 : 2;
}
