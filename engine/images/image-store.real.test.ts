import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hexOf } from '../base/digest.ts';
import { configOf, hexDigest, oldDockerArchive, type TestImage } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { inChunks, tarOf } from '../testing/tar-of.ts';
import type { NewImage } from './image.ts';

const BASE = tarOf([{ path: 'etc/' }, { path: 'etc/base', content: 'base' }]);
const TOP = tarOf([{ path: 'etc/top', content: 'top!!' }]);
const ONE: TestImage = {
  layers: [BASE],
  tags: ['one:latest', 'one:1'],
  config: { Cmd: ['sh'], Labels: { team: 'red' } },
  created: '2024-01-01T00:00:00Z',
};
const TWO: TestImage = {
  layers: [BASE, TOP],
  tags: ['two:latest'],
  config: { Cmd: ['two'] },
  created: '2024-02-01T00:00:00Z',
};
const idOf = (image: TestImage) => `sha256:${hexDigest(configOf(image))}`;
const ONE_ID = idOf(ONE);
const SHORT = hexDigest(configOf(ONE)).slice(0, 12);

describe('the image store', () => {
  let lab: ImageLab;
  beforeEach(async () => {
    lab = await makeImageLab();
    await lab.load(oldDockerArchive([ONE, TWO]));
  });
  afterEach(() => lab.remove());

  const remove = (ref: string, force = false) => lab.images.remove(ref, { force, noPrune: false });
  const list = (filters: Record<string, string[]> = {}, all = false) =>
    lab.images.list({ all, sharedSize: false, filters: new Map(Object.entries(filters)) });
  const namesIn = async (filters: Record<string, string[]> = {}, all = false) =>
    (await list(filters, all)).map((image) => image.RepoTags.join(' '));
  const derive = (spec: Partial<NewImage> & Pick<NewImage, 'parent'>) =>
    lab.images.createImage({
      layer: Readable.from(inChunks(TOP)),
      config: { Cmd: ['derived'] },
      author: 'ann',
      comment: 'a comment',
      createdBy: 'RUN it',
      reference: undefined,
      ...spec,
    });
  const actions = () => lab.events.history().map((event) => event.Action);

  describe('finding', () => {
    it.each([
      ['a name', 'one'],
      ['a tag', 'one:1'],
      ['a full name', 'docker.io/library/one:latest'],
      ['an id', ONE_ID],
      ['an id without its algorithm', ONE_ID.slice(7)],
      ['a short id', SHORT],
      ['a prefix with its algorithm', ONE_ID.slice(0, 20)],
    ])('takes %s', async (_, ref) => {
      expect((await lab.images.resolve(ref)).id).toBe(ONE_ID);
    });

    it.each([
      ['none', 'No such image: none:latest'],
      ['none:2', 'No such image: none:2'],
      ['abcdef', 'No such image: abcdef:latest'],
      ['a'.repeat(64), `No such image: sha256:${'a'.repeat(64)}`],
    ])('says of %s: %s', async (ref, message) => {
      await expect(lab.images.resolve(ref)).rejects.toMatchObject({ kind: 'not-found', message });
    });

    it('refuses what no image can be called', async () => {
      await expect(lab.images.resolve('UPPER')).rejects.toMatchObject({ kind: 'invalid' });
    });
  });

  describe('listing', () => {
    it('tells the newest first, with the unpacked size and the labels', async () => {
      expect(await list()).toMatchObject([
        { Id: idOf(TWO), RepoTags: ['two:latest'], Size: 9, SharedSize: -1, Containers: -1, Labels: null },
        {
          Id: ONE_ID,
          RepoTags: ['one:1', 'one:latest'],
          Size: 4,
          Labels: { team: 'red' },
          Created: 1_704_067_200,
        },
      ]);
    });

    it('tells shared sizes and users when asked', async () => {
      lab.users = [{ image: ONE_ID, id: 'c', running: false }];
      const images = await lab.images.list({ all: false, sharedSize: true, filters: new Map() });
      expect(images).toMatchObject([
        { SharedSize: 4, Containers: 0 },
        { SharedSize: 4, Containers: 1 },
      ]);
    });

    it.each<[Record<string, string[]>, string[]]>([
      [{ label: ['team'] }, ['one:1 one:latest']],
      [{ label: ['team=blue'] }, []],
      [{ 'label!': ['team'] }, ['two:latest']],
      [{ reference: ['o*'] }, ['one:1 one:latest']],
      [{ reference: ['*:1'] }, ['one:1']],
      [{ before: ['two'] }, ['one:1 one:latest']],
      [{ since: ['one:1'] }, ['two:latest']],
      [{ until: ['2024-01-15'] }, ['one:1 one:latest']],
      [{ dangling: ['true'] }, []],
      [{ dangling: ['false'] }, ['two:latest', 'one:1 one:latest']],
    ])('filters by %j', async (filters, names) => {
      expect(await namesIn(filters)).toEqual(names);
    });

    it.each<[Record<string, string[]>, string, string]>([
      [{ color: ['red'] }, 'invalid', "invalid filter 'color'"],
      [{ dangling: ['perhaps'] }, 'invalid', "invalid filter 'dangling=[perhaps]'"],
      [{ before: ['none'] }, 'not-found', 'No such image: none:latest'],
      [{ until: ['soon'] }, 'invalid', 'invalid value for filter until: "soon"'],
    ])('refuses %j', async (filters, kind, message) => {
      await expect(list(filters)).rejects.toMatchObject({ kind, message });
    });

    it('leaves nameless steps on the way to an image out, unless all are asked for', async () => {
      const step = await derive({ parent: await lab.images.resolve('one') });
      expect((await list()).map((image) => image.Id)).toContain(step.id);
      await derive({ parent: step, reference: 'final', layer: undefined });
      expect((await list()).map((image) => image.Id)).not.toContain(step.id);
      expect((await list({}, true)).map((image) => image.Id)).toContain(step.id);
    });
  });

  describe('inspecting', () => {
    it('tells what the configuration says and where the layers are', async () => {
      const inspected = await lab.images.inspect('two');
      expect(inspected).toMatchObject({
        Id: idOf(TWO),
        RepoTags: ['two:latest'],
        Created: '2024-02-01T00:00:00Z',
        Config: { Cmd: ['two'] },
        Os: 'linux',
        Size: 9,
        RootFS: { Type: 'layers', Layers: [`sha256:${hexDigest(BASE)}`, `sha256:${hexDigest(TOP)}`] },
        GraphDriver: { Name: 'overlay2' },
      });
      expect(Date.parse(inspected.Metadata.LastTagTime)).toBeGreaterThan(Date.now() - 60_000);
    });

    it('tells the history from the newest step back, with the images that are here', async () => {
      const image = await derive({ parent: await lab.images.resolve('one'), reference: 'mine' });
      expect(await lab.images.history('mine')).toMatchObject([
        { Id: image.id, Tags: ['mine:latest'], CreatedBy: 'RUN it', Comment: 'a comment', Size: 5 },
        { Id: ONE_ID, Tags: ['one:1', 'one:latest'], CreatedBy: 'step 0', Size: 4 },
      ]);
    });
  });

  describe('tagging', () => {
    it('gives an image one more name, taking it from another', async () => {
      await lab.images.tag('one', 'two', 'latest');
      expect((await lab.images.resolve('two')).id).toBe(ONE_ID);
      expect((await lab.images.resolve(idOf(TWO))).repoTags).toEqual([]);
      expect(lab.events.history().at(-1)).toMatchObject({
        Action: 'tag',
        Actor: { ID: ONE_ID, Attributes: { name: 'two:latest', team: 'red' } },
      });
    });

    it.each([
      ['UPPER', '1', 'must be lowercase'],
      ['x', '-', 'invalid tag format'],
      [`x@sha256:${'a'.repeat(64)}`, '', 'refusing to create a tag with a digest reference'],
    ])('refuses %s:%s', async (repo, tag, message) => {
      await expect(lab.images.tag('one', repo, tag)).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining(message),
      });
    });
  });

  describe('removing', () => {
    it('takes one name of several away and keeps the image', async () => {
      expect(await remove('one:1')).toEqual([{ Untagged: 'one:1' }]);
      expect((await lab.images.resolve('one')).id).toBe(ONE_ID);
    });

    it('deletes the image with its last name, and what nothing else needs', async () => {
      await remove('one:1');
      expect(await remove('one')).toEqual([{ Untagged: 'one:latest' }, { Deleted: ONE_ID }]);
      const [top, base] = await lab.layers.chains().then((chains) => [...chains].reverse());
      expect(await remove('two')).toEqual([
        { Untagged: 'two:latest' },
        { Deleted: idOf(TWO) },
        { Deleted: top },
        { Deleted: base },
      ]);
      expect(await lab.layers.chains()).toEqual([]);
      expect(actions().filter((action) => action !== 'load')).toEqual([
        'untag',
        'untag',
        'delete',
        'untag',
        'delete',
      ]);
    });

    it('asks for force to delete by id what has several names', async () => {
      await expect(remove(SHORT)).rejects.toMatchObject({
        kind: 'conflict',
        message: `conflict: unable to delete ${SHORT} (must be forced) - image is referenced in multiple repositories`,
      });
      expect(await remove(SHORT, true)).toEqual([
        { Untagged: 'one:1' },
        { Untagged: 'one:latest' },
        { Deleted: ONE_ID },
      ]);
    });

    it('asks for force to take the last name from under a container', async () => {
      lab.users = [{ image: idOf(TWO), id: 'c0ffee'.repeat(4), running: false }];
      const short = hexDigest(configOf(TWO)).slice(0, 12);
      await expect(remove('two')).rejects.toMatchObject({
        kind: 'conflict',
        message: `conflict: unable to remove repository reference "two" (must force) - container c0ffeec0ffee is using its referenced image ${short}`,
      });
      await expect(remove(short)).rejects.toMatchObject({
        message: `conflict: unable to delete ${short} (must be forced) - image is being used by stopped container c0ffeec0ffee`,
      });
    });

    it('takes no running image away, even by force', async () => {
      lab.users = [{ image: idOf(TWO), id: 'c0ffee'.repeat(4), running: true }];
      const short = hexDigest(configOf(TWO)).slice(0, 12);
      await expect(remove(short, true)).rejects.toMatchObject({
        kind: 'conflict',
        message: `conflict: unable to delete ${short} (cannot be forced) - image is being used by running container c0ffeec0ffee`,
      });
      expect(await remove('two', true)).toEqual([{ Untagged: 'two:latest' }]);
      expect((await lab.images.resolve(short)).repoTags).toEqual([]);
    });

    it('takes no image away that others were made from', async () => {
      const child = await derive({ parent: await lab.images.resolve('two') });
      const short = hexDigest(configOf(TWO)).slice(0, 12);
      await expect(remove(short, true)).rejects.toMatchObject({
        message: `conflict: unable to delete ${short} (cannot be forced) - image has dependent child images`,
      });
      await remove(child.id);
      await remove(short);
    });

    it('takes nameless steps along with the image that was made of them', async () => {
      await remove('two'); // it shares the layer
      const step = await derive({ parent: await lab.images.resolve('one') });
      const final = await derive({ parent: step, layer: undefined, reference: 'final' });
      const deleted = await remove('final');
      expect(deleted).toEqual([
        { Untagged: 'final:latest' },
        { Deleted: final.id },
        { Deleted: step.id },
        { Deleted: expect.stringMatching(/^sha256:/) },
      ]);
      expect((await lab.images.resolve('one')).id).toBe(ONE_ID);
    });

    it('waits for nobody who holds an image, and takes it once it is let go', async () => {
      const release = lab.images.hold(await lab.images.resolve('two'));
      await expect(remove(idOf(TWO))).rejects.toMatchObject({ kind: 'conflict' });
      release();
      release();
      await remove(idOf(TWO));
    });
  });

  describe('making images', () => {
    it('puts a layer and a step on the parent', async () => {
      const image = await derive({
        parent: await lab.images.resolve('one'),
        reference: 'localhost:5000/mine:3',
      });
      expect(image).toMatchObject({
        config: { Cmd: ['derived'] },
        architecture: 'amd64',
        repoTags: ['localhost:5000/mine:3'],
        diffIds: [`sha256:${hexDigest(BASE)}`, `sha256:${hexDigest(TOP)}`],
      });
      expect(await lab.layers.has(image.chain ?? image.id)).toBe(true);
      expect(await lab.images.inspect(image.id)).toMatchObject({
        Parent: ONE_ID,
        Author: 'ann',
        Comment: 'a comment',
      });
    });

    it('makes no layer of nothing', async () => {
      const image = await derive({ parent: undefined, layer: Readable.from(inChunks(tarOf([]))) });
      expect(image.diffIds).toEqual([]);
      expect(await lab.images.history(image.id)).toMatchObject([{ Size: 0 }]);
    });

    it('makes the same image of the same parts and moment', async () => {
      const parts = { parent: undefined, created: new Date(0) };
      expect((await derive({ ...parts, layer: Readable.from(inChunks(TOP)) })).id).toBe(
        (await derive({ ...parts, layer: Readable.from(inChunks(TOP)) })).id,
      );
    });

    it('imports a root file system with Dockerfile lines', async () => {
      const id = await lab.images.import(Readable.from(inChunks(BASE)), {
        reference: 'imported:1',
        message: 'Imported from -',
        changes: ['CMD ["run"]', 'ENV A=1'],
        platform: 'linux/arm64',
      });
      expect(await lab.images.inspect('imported:1')).toMatchObject({
        Id: id,
        Comment: 'Imported from -',
        Architecture: 'arm64',
        Config: { Cmd: ['run'], Env: ['A=1'] },
      });
      expect(actions().slice(-2)).toEqual(['tag', 'import']);
    });

    it('keeps nothing of a layer that is broken', async () => {
      const before = await lab.layers.chains();
      const layer = Readable.from(inChunks(tarOf([{ path: '../x' }])));
      await expect(derive({ parent: await lab.images.resolve('one'), layer })).rejects.toMatchObject({
        kind: 'invalid',
      });
      expect(await lab.layers.chains()).toEqual(before);
      expect(await list({}, true)).toHaveLength(2);
    });
  });

  describe('after a restart', () => {
    it('has the same images, names, parents and layers', async () => {
      const step = await derive({ parent: await lab.images.resolve('one') });
      const before = [await list({}, true), await lab.images.inspect('one')];
      await lab.reopen();
      expect([await list({}, true), await lab.images.inspect('one')]).toEqual(before);
      expect((await lab.images.inspect(step.id)).Parent).toBe(ONE_ID);
    });

    it('unpacks again what is not whole', async () => {
      const chains = await lab.layers.chains();
      await lab.layers.close();
      for (const chain of chains)
        await writeFile(join(lab.folder, 'layers', hexOf(chain), 'layer.json'), '{}');
      await lab.reopen();
      expect(await lab.layers.chains()).toEqual(chains);
    });

    it('leaves an image out whose content is gone, and brings it back with it', async () => {
      const config = join(lab.root, 'blobs/sha256', hexDigest(configOf(TWO)));
      await writeFile(config, 'broken');
      await lab.reopen();
      expect(await namesIn()).toEqual(['one:1 one:latest']);
      await lab.images.tag('one', 'other', '1');
      await writeFile(config, configOf(TWO));
      await lab.reopen();
      expect((await lab.images.resolve('two')).id).toBe(idOf(TWO));
    });
  });
});
