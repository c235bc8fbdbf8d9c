import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DesktopError } from '../../desktop-error.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { absolute } from './file-routes.ts';
import { listFolder } from './list-folder.ts';
import { readText, writeText } from './text-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await tempFolder();
});

async function statusOf(asked: Promise<unknown>): Promise<number> {
  return await asked.then(
    () => 200,
    (error: unknown) => (error instanceof DesktopError ? error.status : 500),
  );
}

describe('folders of this machine', () => {
  it('list folders first, links as what they lead to, and know what is above', async () => {
    await writeFile(join(folder, 'b.txt'), '');
    await mkdir(join(folder, 'src'));
    await symlink('src', join(folder, 'a-link'));
    await symlink('nowhere', join(folder, 'z-link'));
    const listed = await listFolder(folder);
    expect(listed.entries).toEqual([
      { name: 'a-link', kind: 'folder' },
      { name: 'src', kind: 'folder' },
      { name: 'b.txt', kind: 'file' },
      { name: 'z-link', kind: 'other' },
    ]);
    expect(listed.parent).toBe(join(listed.path, '..'));
    expect((await listFolder('/')).parent).toBeNull();
  });

  it('say what is not there and what is none', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await statusOf(listFolder(join(folder, 'no')))).toBe(404);
    expect(await statusOf(listFolder(join(folder, 'file')))).toBe(400);
    expect(() => absolute('relative/path')).toThrow(/whole path/);
    expect(absolute(' ~/x ')).toBe(`${homedir()}/x`);
  });
});

describe('texts of this machine', () => {
  it('are written over the version that was read, and keep their permissions', async () => {
    const path = join(folder, 'Dockerfile');
    await writeFile(path, 'FROM a\n');
    await chmod(path, 0o640);
    const { version } = await readText(path);
    const saved = await writeText(path, 'FROM b\r\n', version);
    expect(await readFile(path, 'utf8')).toBe('FROM b\r\n');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readText(path)).toEqual(saved);
    expect(await readdir(folder)).toEqual(['Dockerfile']);
  });

  it('are not written over what somebody else has changed, removed or made', async () => {
    const path = join(folder, 'Dockerfile');
    await writeFile(path, 'one');
    const { version } = await readText(path);
    await writeFile(path, 'two');
    expect(await statusOf(writeText(path, 'mine', version))).toBe(409);
    expect(await statusOf(writeText(path, 'mine', null))).toBe(409);
    expect(await statusOf(writeText(join(folder, 'gone'), 'mine', version))).toBe(409);
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['Dockerfile']);
  });

  it('are written through links, which stay', async () => {
    await writeFile(join(folder, 'real'), 'one');
    await symlink('real', join(folder, 'link'));
    const { version } = await readText(join(folder, 'link'));
    await writeText(join(folder, 'link'), 'two', version);
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('two');
  });

  it('are refused when they are no text, too large, or a folder', async () => {
    await writeFile(join(folder, 'bytes'), Buffer.from([0xff, 0xfe]));
    await writeFile(join(folder, 'large'), 'x'.repeat(1024 * 1024 + 1));
    expect(await statusOf(readText(join(folder, 'bytes')))).toBe(415);
    expect(await statusOf(readText(join(folder, 'large')))).toBe(415);
    expect(await statusOf(readText(folder))).toBe(400);
    expect(await statusOf(readText('/dev/zero'))).toBe(415);
    expect(await statusOf(writeText(join(folder, 'huge'), 'é'.repeat(600_000), null))).toBe(413);
    expect(await statusOf(writeText(join(folder, 'no/where'), 'x', null))).toBe(404);
  });
});
