import { arch, release } from 'node:os';
import { API_VERSION, MIN_API_VERSION } from '../api/input/version-path.ts';
import type { SystemVersion } from '../api/types/system.ts';

/** Gantry's version; a test holds it against package.json. */
export const VERSION = '0.1.0';

/** Docker's names for processor architectures. */
function dockerArch(): string {
  const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', arm64: 'arm64', arm: 'arm' };
  return names[arch()] ?? arch();
}

/** The answer of `GET /version`. */
export function versionOf(runtime: { readonly name: string; readonly version: string }): SystemVersion {
  return {
    Platform: { Name: 'Gantry' },
    Components: [
      {
        Name: 'Engine',
        Version: VERSION,
        Details: {
          ApiVersion: API_VERSION,
          MinAPIVersion: MIN_API_VERSION,
          Arch: dockerArch(),
          Os: 'linux',
          KernelVersion: release(),
          Experimental: 'false',
        },
      },
      { Name: runtime.name, Version: runtime.version },
    ],
    Version: VERSION,
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: '',
    Os: 'linux',
    Arch: dockerArch(),
    KernelVersion: release(),
    BuildTime: '',
  };
}
