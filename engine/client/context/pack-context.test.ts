import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTar } from '../../disk/tar-reader.ts';
import { packContext } from './pack-context.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-context-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** What was packed, in order: names with their content, or where a link leads. */
async function packed(dockerfile = 'Dockerfile'): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { header, body } of readTar(await packContext(folder, dockerfile))) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    found[header.path] =
      header.type === 'symlink' ? `-> ${header.linkPath}` : Buffer.concat(chunks).toString();
    expect([header.uid, header.gid]).toEqual([0, 0]);
  }
  return found;
}

describe('the context of a build', () => {
  it('is the folder without what is ignored, the Dockerfile and the ignore file in any case', async () => {
    await write({
      Dockerfile: 'FROM x',
      '.dockerignore': '*\n!src\n**/*.log\n',
      'src/a.txt': 'a',
      'src/b.log': 'b',
      'node_modules/m/index.js': 'm',
    });
    await symlink('a.txt', join(folder, 'src/link'));
    expect(await packed()).toEqual({
      '.dockerignore': '*\n!src\n**/*.log\n',
      Dockerfile: 'FROM x',
      'src/': '',
      'src/a.txt': 'a',
      'src/link': '-> a.txt',
    });
  });

  it('takes the ignore file of its Dockerfile before the common one', async () => {
    await write({
      'docker/web.Dockerfile': 'FROM x',
      'docker/web.Dockerfile.dockerignore': 'secret',
      '.dockerignore': 'open',
      secret: 's',
      open: 'o',
    });
    expect(Object.keys(await packed('docker/web.Dockerfile'))).toEqual([
      '.dockerignore',
      'docker/',
      'docker/web.Dockerfile',
      'docker/web.Dockerfile.dockerignore',
      'open',
    ]);
  });

  it('takes a Dockerfile that is no file of the folder', async () => {
    await write({ a: 'a' });
    const found: string[] = [];
    for await (const { header, body } of readTar(await packContext(folder, 'In.line', 'FROM x'))) {
      const chunks: Buffer[] = [];
      for await (const chunk of body) chunks.push(chunk);
      found.push(`${header.path}: ${Buffer.concat(chunks).toString()}`);
    }
    expect(found).toEqual(['In.line: FROM x', 'a: a']);
  });

  it('holds large and empty files and names of any bytes whole', async () => {
    const large = 'x'.repeat(300_000);
    await write({ Dockerfile: 'FROM x', large, empty: '', 'é *.txt': 'odd' });
    const found = await packed();
    expect(found).toMatchObject({ large, empty: '' });
    expect(found[Buffer.from('é *.txt').toString('latin1')]).toBe('odd');
  });

  it('refuses what is not there, lies outside, or has a pattern that is none', async () => {
    await expect(packContext(join(folder, 'no'), 'Dockerfile')).rejects.toThrow(/not found/);
    await expect(packContext(folder, 'Dockerfile')).rejects.toThrow(/no such file/);
    await expect(packContext(folder, '../Dockerfile')).rejects.toThrow(/within the folder/);
    await write({ Dockerfile: 'FROM x', '.dockerignore': '[a' });
    await expect(packContext(folder, 'Dockerfile')).rejects.toThrow(/error checking context/);
  });

  it('fails when a file becomes shorter while it is sent', async () => {
    await write({ Dockerfile: 'FROM x', aaa: 'y'.repeat(400_000), zzz: 'y'.repeat(400_000) });
    const pieces = (await packContext(folder, 'Dockerfile'))[Symbol.asyncIterator]();
    await pieces.next();
    await truncate(join(folder, 'zzz'), 10);
    const rest = async () => {
      while ((await pieces.next()).done !== true);
    };
    await expect(rest()).rejects.toThrow(/'zzz' became shorter/);
  });
});
