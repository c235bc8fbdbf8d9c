import { describe, expect, it } from 'vitest';
import { checkImports, readImports, readSources, type SourceFile } from './import-table.mjs';

/** The violations in these sources, each as `path → import: why`. */
function faults(sources: Record<string, string>): string[] {
  return faultsOf(Object.entries(sources).map(([path, source]) => readImports(path, source)));
}

function faultsOf(files: readonly SourceFile[]): string[] {
  return checkImports(files).map(({ chain, why }) => `${chain.join(' → ')}: ${why}`);
}

describe('the import table', () => {
  it('is kept by every source file', { timeout: 60_000 }, () => {
    const files = readSources();
    expect(files.length).toBeGreaterThan(10);
    expect(faultsOf(files)).toEqual([]);
  });

  it('fails when it read nothing', () => {
    expect(checkImports([])).toHaveLength(1);
  });

  it.each([
    ['engine/layers/a.ts', "import { x } from '../volumes/x.ts';", 'engine/volumes/x.ts'],
    ['engine/base/a.ts', "import { x } from '../disk/x.ts';", 'engine/disk/x.ts'],
    ['engine/blobs/a.ts', "export { x } from '../images/x.ts';", 'engine/images/x.ts'],
    ['engine/blobs/a.ts', "export * from '../images/x.ts';", 'engine/images/x.ts'],
    ['engine/api/a.ts', "const x = await import('../containers/x.ts');", 'engine/containers/x.ts'],
    ['engine/compose/a.ts', "import { x } from '../containers/x.ts';", 'engine/containers/x.ts'],
    ['engine/api/types/a.ts', "import type { x } from '../../base/x.ts';", 'engine/base/x.ts'],
    ['engine/images/a.ts', "import { x } from '../api/types/x.ts';", 'engine/api/types/x.ts'],
    ['engine/images/a.ts', "import { type X } from '../api/types/x.ts';", 'engine/api/types/x.ts'],
    ['engine/images/a.ts', "import { x } from '../testing/x.ts';", 'engine/testing/x.ts'],
    [
      'engine/containers/a.ts',
      "import { x } from '../api/backends/images.ts';",
      'engine/api/backends/images.ts',
    ],
    [
      'engine/base/a.ts',
      "import type { x } from '../api/backends/images.ts';",
      'engine/api/backends/images.ts',
    ],
    ['electron/main.ts', "import { x } from './testing/x.ts';", 'electron/testing/x.ts'],
    ['engine/images/a.ts', "import { spawn } from 'node:child_process';", 'node:child_process'],
    ['engine/images/a.ts', "import { spawn } from 'child_process';", 'child_process'],
    ['engine/images/a.ts', "import { spawn } from 'node-pty';", 'node-pty'],
    ['engine/containers/a.ts', "import * as seq from 'node-unix-socket';", 'node-unix-socket'],
    ['engine/containers/a.ts', "import { app } from 'electron';", 'electron'],
    ['engine/base/a.ts', "import { x } from '../../electron/settings.ts';", 'electron/settings.ts'],
    ['electron/main.ts', "import { x } from '../engine/images/x.ts';", 'engine/images/x.ts'],
    ['electron/tray.ts', "import { spawn } from 'node:child_process';", 'node:child_process'],
    ['electron/preload.ts', "import { x } from './settings.ts';", 'electron/settings.ts'],
    ['renderer/app/a.tsx', "import { x } from '../../engine/client/x.ts';", 'engine/client/x.ts'],
    ['renderer/app/a.tsx', "import { x } from '../../engine/api/types/x.ts';", 'engine/api/types/x.ts'],
    [
      'renderer/app/a.tsx',
      "import { x } from '../../electron/desktop-api/x.ts';",
      'electron/desktop-api/x.ts',
    ],
    [
      'renderer/features/images/a.tsx',
      "import { x } from '../volumes/x.ts';",
      'renderer/features/volumes/x.ts',
    ],
    ['renderer/features/images/a.tsx', "import { x } from '../../app/x.ts';", 'renderer/app/x.ts'],
    ['renderer/ui/a.tsx', "import { x } from '../bridge/x.ts';", 'renderer/bridge/x.ts'],
    ['renderer/app/a.tsx', "import { x } from 'node:fs';", 'node:fs'],
    ['renderer/app/a.test.tsx', "import { x } from '../../engine/client/x.ts';", 'engine/client/x.ts'],
    ['e2e/fixtures/a.ts', "import { x } from '../../engine/images/x.ts';", 'engine/images/x.ts'],
  ])('refuses in %s: %s', (path, source, target) => {
    expect(faults({ [path]: source })).toEqual([expect.stringContaining(`${path} → ${target}: `)]);
  });

  it.each([
    ['engine/images/a.ts', "import type { X } from '../api/types/x.ts';"],
    ['engine/images/a.ts', "type X = import('../api/types/x.ts').X;"],
    [
      'engine/images/a.test.ts',
      "import { x } from '../testing/x.ts'; import { y } from '../containers/y.ts';",
    ],
    ['engine/containers/a.ts', "import type { X } from '../api/backends/images.ts';"],
    ['engine/process/a.ts', "import { spawn } from 'node:child_process'; import { y } from 'node-pty';"],
    ['engine/runtime/a.ts', "import * as seq from 'node-unix-socket';"],
    ['engine/gantryd.ts', "import { x } from './builder/x.ts';"],
    ['electron/main.ts', "import { x } from '../engine/client/x.ts'; import { app } from 'electron';"],
    ['electron/preload.ts', "import type { X } from './desktop-api/x.ts'; import { y } from 'electron';"],
    ['renderer/features/images/a.tsx', "import { x } from './b.ts'; import { y } from '../../ui/y.tsx';"],
    ['renderer/bridge/a.ts', "import type { X } from '../../electron/desktop-api/x.ts';"],
    ['e2e/engine-api/a.test.ts', "import { x } from '../../engine/testing/x.ts';"],
  ])('permits in %s: %s', (path, source) => {
    expect(faults({ [path]: source })).toEqual([]);
  });

  it('names a folder that the table does not know', () => {
    expect(faults({ 'engine/attic/a.ts': '' })).toEqual([
      'engine/attic/a.ts: its folder is not in the import table',
    ]);
  });

  it('shows the whole way from the browser shell to Electron', () => {
    expect(
      faults({
        'electron/shells/browser-main.ts': "import { x } from '../settings.ts';",
        'electron/settings.ts': "import { y } from './tray.ts';",
        'electron/tray.ts': "import { Tray } from 'electron';",
      }),
    ).toEqual([
      'electron/shells/browser-main.ts → electron/settings.ts → electron/tray.ts → electron: electron/shells/browser-main.ts runs without Electron',
    ]);
  });
});
