import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveInRoot } from './safe-path.ts';

describe('resolveInRoot', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('stops .. at the root', async () => {
    expect(await resolveInRoot(root, '../../etc/passwd')).toBe(join(root, 'etc/passwd'));
  });

  it('follows an absolute link inside the root, not on the host', async () => {
    await symlink('/etc/target', join(root, 'link'));
    expect(await resolveInRoot(root, '/link/file')).toBe(join(root, 'etc/target/file'));
  });

  it('keeps a relative link that climbs out inside the root', async () => {
    await mkdir(join(root, 'a'));
    await symlink('../../../../x', join(root, 'a/up'));
    expect(await resolveInRoot(root, '/a/up')).toBe(join(root, 'x'));
  });

  it('leaves the last link alone when told to', async () => {
    await symlink('/elsewhere', join(root, 'link'));
    expect(await resolveInRoot(root, '/link', false)).toBe(join(root, 'link'));
  });

  it('refuses a loop of links', async () => {
    await symlink('b', join(root, 'a'));
    await symlink('a', join(root, 'b'));
    await expect(resolveInRoot(root, '/a')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
