import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programPath } from '../process/program-path.ts';
import { configOf, hexDigest, oldDockerArchive, type TestImage } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { bytesOf, inChunks, membersOf, tarOf } from '../testing/tar-of.ts';

const program = promisify(execFile);
const hasSkopeo = (await programPath('skopeo')) !== undefined;
const hasUmoci = (await programPath('umoci')) !== undefined;

const BASE = tarOf([{ path: 'etc/' }, { path: 'etc/base', content: 'base' }]);
const TOP = tarOf([{ path: 'etc/top', content: 'top!!' }]);
const ONE: TestImage = { layers: [BASE], tags: ['one:latest', 'one:1'] };
const TWO: TestImage = { layers: [BASE, TOP], tags: ['example.com/two:2'], config: { Labels: { a: 'b' } } };

const idOf = (image: TestImage) => `sha256:${hexDigest(configOf(image))}`;

describe('saving images', () => {
  let lab: ImageLab;
  beforeAll(async () => {
    lab = await makeImageLab();
    await lab.load(oldDockerArchive([ONE, TWO]));
  });
  afterAll(() => lab.remove());

  const save = async (...refs: string[]) => bytesOf(await lab.images.save(refs));
  const saved = async (...refs: string[]) => {
    const file = join(lab.folder, 'saved.tar');
    await writeFile(file, await save(...refs));
    return file;
  };
  const manifestIn = async (tar: Buffer) => {
    const members = await membersOf(inChunks(tar));
    const manifest = members.find((member) => member.path === 'manifest.json');
    return JSON.parse(manifest?.content ?? '') as { readonly RepoTags: string[] | null }[];
  };

  it('writes an archive that loads again elsewhere, the same to the byte', async () => {
    const archive = await save('one', 'example.com/two:2');
    const other = await makeImageLab();
    try {
      expect(await other.load(archive)).toBe(
        'Loaded image: one:latest\nLoaded image: one:1\nLoaded image: example.com/two:2\n',
      );
      expect((await other.images.resolve('example.com/two:2')).id).toBe(idOf(TWO));
      const again = await other.images.save(['one', 'example.com/two:2']);
      expect(hexDigest(await bytesOf(again))).toBe(hexDigest(archive));
    } finally {
      await other.remove();
    }
  });

  it('takes all tags of a bare repository, one tag when one is named, none for an id', async () => {
    expect(await manifestIn(await save('one'))).toMatchObject([{ RepoTags: ['one:latest', 'one:1'] }]);
    expect(await manifestIn(await save('one:1'))).toMatchObject([{ RepoTags: ['one:1'] }]);
    expect(await manifestIn(await save(idOf(ONE)))).toMatchObject([{ RepoTags: null }]);
  });

  it('refuses what is not here before a byte is sent', async () => {
    await expect(lab.images.save(['one', 'none'])).rejects.toMatchObject({
      kind: 'not-found',
      message: 'No such image: none:latest',
    });
    await expect(lab.images.save([])).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('keeps what it saves until its reader is done or gone', async () => {
    await lab.load(oldDockerArchive([{ ...ONE, tags: ['gone:1'], config: { Cmd: ['gone'] } }]));
    const stream = await lab.images.save(['gone:1']);
    await lab.images.remove('gone:1', { force: true, noPrune: false });
    const members = await membersOf(stream);
    expect(members.map((member) => member.path)).toContain(`blobs/sha256/${hexDigest(BASE)}`);
    const unread = await lab.images.save(['one']);
    unread.destroy();
  });

  it.skipIf(!hasSkopeo)('writes what skopeo reads as docker-archive and as oci-archive', async () => {
    const file = await saved('example.com/two:2');
    const asDocker = await program('skopeo', ['inspect', '--config', `docker-archive:${file}`]);
    expect(JSON.parse(asDocker.stdout)).toMatchObject({ config: { Labels: { a: 'b' } } });
    const asOci = await program('skopeo', ['inspect', `oci-archive:${file}:2`]);
    expect(JSON.parse(asOci.stdout)).toMatchObject({
      Layers: [`sha256:${hexDigest(BASE)}`, `sha256:${hexDigest(TOP)}`],
    });
  });

  it.skipIf(!hasSkopeo)('keeps a store that skopeo reads', async () => {
    const { stdout } = await program('skopeo', ['inspect', `oci:${lab.root}:docker.io/library/one:1`]);
    expect(JSON.parse(stdout)).toMatchObject({ Layers: [`sha256:${hexDigest(BASE)}`] });
  });

  it.skipIf(!hasSkopeo)('loads what skopeo copies, in both formats and compressed', async () => {
    const other = await makeImageLab();
    try {
      const source = `oci:${lab.root}:example.com/two:2`;
      for (const [format, name] of [
        ['docker-archive', 'copied:1'],
        ['oci-archive', 'docker.io/library/copied:2'],
      ] as const) {
        const file = join(lab.folder, `${format}.tar`);
        await program('skopeo', ['copy', source, `${format}:${file}:${name}`]);
        const { stdout } = await program('cat', [file], { encoding: 'buffer', maxBuffer: 1e8 });
        expect(await other.load(stdout)).toBe(`Loaded image: ${name.replace('docker.io/library/', '')}\n`);
      }
      expect((await other.images.resolve('copied:2')).id).toBe(idOf(TWO));
    } finally {
      await other.remove();
    }
  });

  it.skipIf(!hasUmoci)('keeps a store that umoci reads', async () => {
    const { stdout } = await program('umoci', ['ls', '--layout', lab.root]);
    expect(stdout.trim().split('\n').sort()).toEqual([
      'docker.io/library/one:1',
      'docker.io/library/one:latest',
      'example.com/two:2',
    ]);
    await program('umoci', ['stat', '--image', `${lab.root}:docker.io/library/one:1`]);
  });
});
