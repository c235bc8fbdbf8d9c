import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the parts of a built Gantry lie, seen from the folder of the running bundle (`.build/electron`). */
export interface Layout {
  readonly engineScript: string;
  readonly pageRoot: string;
  readonly preload: string;
  readonly icons: string;
  readonly version: string;
}

/** The layout around a bundle's folder. */
export function layoutAround(bundleFolder: string): Layout {
  const build = resolve(bundleFolder, '..');
  const root = resolve(build, '..');
  return {
    engineScript: join(build, 'engine/gantryd.js'),
    pageRoot: join(build, 'renderer'),
    preload: join(bundleFolder, 'preload.cjs'),
    icons: join(root, 'assets/icons'),
    version: versionIn(join(root, 'package.json')),
  };
}

function versionIn(packageFile: string): string {
  const content: unknown = JSON.parse(readFileSync(packageFile, 'utf8'));
  const isVersioned = typeof content === 'object' && content !== null && 'version' in content;
  return isVersioned ? String(content.version) : 'unknown';
}
