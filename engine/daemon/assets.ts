import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../base/errors.ts';

/**
 * The path of a file in `assets/`, whether the engine runs from its sources (`engine/`) or from its bundle
 * (`.build/engine/`). Throws `system` when the installation is not whole.
 */
export function assetPath(name: string): string {
  for (const up of ['../..', '..']) {
    const path = join(import.meta.dirname, up, 'assets', name);
    if (existsSync(path)) return path;
  }
  throw fault('system', `the file assets/${name} is missing; the installation is not whole`);
}
