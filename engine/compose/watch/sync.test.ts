import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesOf } from './sync.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-sync-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

describe('changesOf', () => {
  it('takes away only what is gone, and neither what cannot be read nor what is no file', async () => {
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'file'), 'text', { mode: 0o640 });
    await symlink('folder', join(folder, 'to-folder'));
    await symlink('nowhere', join(folder, 'to-nowhere'));
    await symlink('round', join(folder, 'round'));
    const paths = ['file', 'folder', 'to-folder', 'to-nowhere', 'round', 'gone', 'file/below'];
    const found = await changesOf({ path: folder, action: 'sync', target: '/app' }, paths);
    expect(found).toEqual({
      files: [{ path: 'app/file', content: Buffer.from('text'), mode: 0o640 }],
      gone: ['/app/gone', '/app/file/below'],
      unreadable: [expect.stringMatching(/ELOOP/)],
    });
  });

  it('never takes away the root of a container', async () => {
    const { gone } = await changesOf({ path: join(folder, 'gone'), action: 'sync', target: '/' }, ['']);
    expect(gone).toEqual([]);
  });
});
