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

/** What a platform without a variant has (containerd, platforms/database.go). */
const USUAL_LEVELS: Readonly<Record<string, number>> = { amd64: 1, arm: 7, arm64: 8 };

/**
 * How well something made for `platform` runs on `host`: 0 not at all, more is better. A processor runs what was made for
 * an older one of its kind (`arm/v6` on `arm/v7`), never for a newer one.
 */
export function fitness(platform: Platform | undefined, host: Platform = hostPlatform): number {
  if (platform === undefined) return 1;
  if (platform.os !== host.os || platform.architecture !== host.architecture) return 0;
  const [level, highest] = [levelOf(platform), levelOf(host)];
  if (level === undefined || highest === undefined) return platform.variant === host.variant ? 2 : 0;
  return level <= highest ? 2 + level : 0;
}

/** The number in a variant such as `v7`; undefined for variants of another form. */
function levelOf({ architecture, variant }: Platform): number | undefined {
  if (variant === undefined) return USUAL_LEVELS[architecture] ?? 0;
  const [, level] = /^v(\d+)$/.exec(variant) ?? [];
  return level === undefined ? undefined : Number(level);
}
