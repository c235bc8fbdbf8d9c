import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgressMessage } from '../api/backends/progress.ts';
import {
  configOf,
  hexDigest,
  ociArchive,
  oldDockerArchive,
  type TestImage,
} from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { inChunks, tarOf } from '../testing/tar-of.ts';

const program = promisify(execFile);

const BASE = tarOf([{ path: 'etc/' }, { path: 'etc/base', content: 'base' }]);
const TOP = tarOf([{ path: 'etc/top', content: 'top!!' }]);
const ONE: TestImage = { layers: [BASE], tags: ['one:latest', 'docker.io/library/one:1'] };
const TWO: TestImage = { layers: [BASE, TOP], tags: ['example.com/two:2'] };

const idOf = (image: TestImage) => `sha256:${hexDigest(configOf(image))}`;

describe('loading images', () => {
  let lab: ImageLab;
  beforeEach(async () => {
    lab = await makeImageLab();
  });
  afterEach(() => lab.remove());

  const expectNothingKept = async () => {
    await lab.layers.close();
    expect(await readdir(join(lab.root, 'blobs/sha256'))).toEqual([]);
    expect(await readdir(join(lab.root, 'incoming'))).toEqual([]);
    expect(await lab.layers.chains()).toEqual([]);
  };

  it('takes an old archive of docker save with several images that share a layer', async () => {
    expect(await lab.load(oldDockerArchive([ONE, TWO]))).toBe(
      'Loaded image: one:latest\nLoaded image: one:1\nLoaded image: example.com/two:2\n',
    );
    const one = await lab.images.resolve('one');
    const two = await lab.images.resolve('example.com/two:2');
    expect(one).toMatchObject({ id: idOf(ONE), repoTags: ['one:1', 'one:latest'], architecture: 'amd64' });
    expect(two.diffIds).toEqual([`sha256:${hexDigest(BASE)}`, `sha256:${hexDigest(TOP)}`]);
    expect(await lab.layers.chains()).toHaveLength(2);
    expect(await lab.images.sizeOf(two)).toBe(9);
    // Two configurations, two manifests and two layers; what else was in the archive is gone.
    expect(await readdir(join(lab.root, 'blobs/sha256'))).toHaveLength(6);
  });

  it('takes an OCI layout and keeps its manifest as it is', async () => {
    const image: TestImage = { layers: [BASE], tags: ['docker.io/library/oci:latest'] };
    expect(await lab.load(ociArchive([image]))).toBe('Loaded image: oci:latest\n');
    expect((await lab.images.resolve('oci')).id).toBe(idOf(image));
  });

  it('takes of an image for several machines the one for this machine', async () => {
    const mine = { ...ONE, architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' };
    const other = { ...ONE, architecture: 's390x' };
    await lab.load(
      ociArchive(
        [
          { ...other, tags: [] },
          { ...mine, tags: [] },
        ].map(({ tags: _, ...rest }) => rest),
        { nested: 'docker.io/library/many:1' },
      ),
    );
    expect(await lab.images.resolve('many:1')).toMatchObject({ architecture: mine.architecture });
    expect(await lab.images.list({ all: true, sharedSize: false, filters: new Map() })).toHaveLength(1);
  });

  it('takes an image for another machine when it is the only one', async () => {
    await lab.load(oldDockerArchive([{ ...ONE, architecture: 's390x' }]));
    expect(await lab.images.resolve('one')).toMatchObject({ architecture: 's390x' });
  });

  it.each(['gzip', 'zstd', 'xz', 'bzip2'])('takes an archive packed with %s', async (packer) => {
    const file = join(lab.folder, 'archive');
    await writeFile(file, oldDockerArchive([ONE]));
    const { stdout } = await program(packer, ['-c', file], { encoding: 'buffer', maxBuffer: 1e8 });
    expect(await lab.load(stdout)).toContain('Loaded image: one:latest');
  });

  it.each(['gzip', 'xz'])('takes layers packed with %s', async (packer) => {
    const file = join(lab.folder, 'layer');
    await writeFile(file, BASE);
    const { stdout } = await program(packer, ['-c', file], { encoding: 'buffer' });
    await lab.load(oldDockerArchive([{ ...ONE, packed: [stdout] }]));
    expect((await lab.images.resolve('one')).id).toBe(idOf(ONE));
    expect(await lab.images.sizeOf(await lab.images.resolve('one'))).toBe(4);
  });

  it('tells the id of an image without a name', async () => {
    const { tags: _, ...nameless } = ONE;
    expect(await lab.load(oldDockerArchive([nameless]))).toBe(`Loaded image ID: ${idOf(nameless)}\n`);
  });

  it('takes a name from the image that had it, and says so', async () => {
    await lab.load(oldDockerArchive([ONE]));
    const newer = { ...TWO, tags: ['one:latest'] };
    expect(await lab.load(oldDockerArchive([newer]))).toBe(
      `The image one:latest already exists, renaming the old one with ID ${idOf(ONE)} to empty string\nLoaded image: one:latest\n`,
    );
    expect((await lab.images.resolve('one')).id).toBe(idOf(newer));
    expect((await lab.images.resolve(idOf(ONE))).repoTags).toEqual(['one:1']);
  });

  it('tells how far each layer is, and one event per image', async () => {
    const messages: ProgressMessage[] = [];
    const tar = Readable.from(inChunks(oldDockerArchive([TWO])));
    for await (const message of lab.images.load(tar, { quiet: false })) messages.push(message);
    // A slow machine tells of the way as well; the last word is always there.
    const steps = messages.filter((message) => message.progressDetail !== undefined);
    const last = new Map(steps.map(({ status, id, progressDetail }) => [id, { status, progressDetail }]));
    const whole = ({ length }: Buffer) => ({
      status: 'Loading layer',
      progressDetail: { current: length, total: length },
    });
    expect([...last]).toEqual([
      [hexDigest(BASE).slice(0, 12), whole(BASE)],
      [hexDigest(TOP).slice(0, 12), whole(TOP)],
    ]);
    expect(lab.events.history()).toMatchObject([
      { Type: 'image', Action: 'load', Actor: { ID: idOf(TWO), Attributes: { name: idOf(TWO) } } },
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['something that is no tar', Buffer.from('hello'.repeat(500)), 'not a tar archive'],
    ['a tar without images', tarOf([{ path: 'x' }]), 'the archive holds no images'],
    ['an archive that is cut off', oldDockerArchive([ONE]).subarray(0, 2000), 'the archive ends inside'],
    [
      'a list of images that is no JSON',
      tarOf([{ path: 'manifest.json', content: '{' }]),
      "the archive's manifest.json is broken",
    ],
    [
      'a list of images that names a missing layer',
      tarOf([{ path: 'manifest.json', content: '[{"Config":"c","Layers":["l"]}]' }]),
      'does not hold the file "l"',
    ],
    [
      'a layer that is not the one its configuration names',
      oldDockerArchive([{ ...ONE, packed: [TOP] }]),
      `its image says sha256:${hexDigest(BASE)}`,
    ],
    [
      'more layers than its configuration names',
      oldDockerArchive([{ ...ONE, packed: [BASE, TOP] }]),
      'has 2 layers, but its configuration names 1',
    ],
    [
      'a layer that climbs out, over a good one',
      oldDockerArchive([{ ...ONE, layers: [BASE, tarOf([{ path: '../x' }])] }]),
      '"../x" climbs out',
    ],
    ['a name outside the grammar', oldDockerArchive([{ ...ONE, tags: ['UPPER:1'] }]), 'must be lowercase'],
  ])('keeps nothing of %s', async (_, archive, message) => {
    await expect(lab.load(archive)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
    await expectNothingKept();
  });

  it('keeps the images before a broken one', async () => {
    const broken = { ...TWO, layers: [BASE, tarOf([{ path: '/x' }])] };
    await expect(lab.load(oldDockerArchive([ONE, broken]))).rejects.toThrow('absolute');
    expect((await lab.images.resolve('one')).id).toBe(idOf(ONE));
    await expect(lab.images.resolve('example.com/two:2')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('lets go of everything when its reader stops half way', async () => {
    const tar = Readable.from(inChunks(oldDockerArchive([TWO])));
    for await (const _ of lab.images.load(tar, { quiet: false })) break;
    await expectNothingKept();
    expect(await lab.load(oldDockerArchive([TWO]))).toContain('Loaded image');
  });

  it('loses nothing when images are loaded and removed at the same time', async () => {
    await lab.load(oldDockerArchive([ONE]));
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        lab.load(oldDockerArchive([TWO])),
        lab.images.remove(idOf(ONE), { force: true, noPrune: false }).catch(() => undefined),
      ]);
      const image = await lab.images.resolve('example.com/two:2');
      await lab.images.ensureUnpacked(image);
      await lab.layers.createWritable(`c${round}`, image.chain);
      await lab.layers.removeWritable(`c${round}`);
      await Promise.all([
        lab.load(oldDockerArchive([ONE])),
        lab.images.remove(idOf(TWO), { force: true, noPrune: false }),
      ]);
      await lab.images.ensureUnpacked(await lab.images.resolve('one'));
    }
    await lab.reopen();
    expect((await lab.images.resolve('one')).id).toBe(idOf(ONE));
  });
});
