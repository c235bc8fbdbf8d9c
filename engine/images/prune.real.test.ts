import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configOf, hexDigest, oldDockerArchive, type TestImage } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { tarOf } from '../testing/tar-of.ts';

const BASE = tarOf([{ path: 'base', content: 'base' }]);
const own = (content: string) => tarOf([{ path: 'own', content }]);

const OLD: TestImage = { layers: [BASE, own('old image')], created: '2024-01-01T00:00:00Z' };
const LABELLED: TestImage = {
  layers: [BASE, own('labelled')],
  config: { Labels: { keep: 'yes' } },
  created: '2024-03-01T00:00:00Z',
};
const TAGGED: TestImage = {
  layers: [BASE, own('tagged')],
  tags: ['tagged:1', 'other:1'],
  created: '2024-02-01T00:00:00Z',
};
const USED: TestImage = { layers: [BASE, own('used')], tags: ['used:1'] };
const idOf = (image: TestImage) => `sha256:${hexDigest(configOf(image))}`;

describe('pruning images', () => {
  let lab: ImageLab;
  beforeEach(async () => {
    lab = await makeImageLab();
    await lab.load(oldDockerArchive([OLD, LABELLED, TAGGED, USED]));
    lab.users = [{ image: idOf(USED), id: 'c'.repeat(64), running: false }];
  });
  afterEach(() => lab.remove());

  const prune = (filters: Record<string, string[]> = {}) =>
    lab.images.prune(new Map(Object.entries(filters)));
  const rest = async () =>
    (await lab.images.list({ all: true, sharedSize: false, filters: new Map() })).map(({ Id }) => Id).sort();

  it('takes nameless images, with all that only they need', async () => {
    const { ImagesDeleted, SpaceReclaimed } = await prune();
    expect(SpaceReclaimed).toBe('old image'.length + 'labelled'.length);
    expect(
      ImagesDeleted?.filter((item) => 'Deleted' in item && [OLD, LABELLED].map(idOf).includes(item.Deleted)),
    ).toHaveLength(2);
    expect(await rest()).toEqual([TAGGED, USED].map(idOf).sort());
    // Two configurations, two manifests, three layers.
    expect(await readdir(join(lab.root, 'blobs/sha256'))).toHaveLength(7);
    expect(await lab.layers.chains()).toHaveLength(3);
    expect(await prune()).toEqual({ ImagesDeleted: null, SpaceReclaimed: 0 });
  });

  it('takes every image without containers when it is told to, and all names of it', async () => {
    const { ImagesDeleted } = await prune({ dangling: ['false'] });
    expect(ImagesDeleted).toEqual(
      expect.arrayContaining([{ Untagged: 'tagged:1' }, { Untagged: 'other:1' }]),
    );
    expect(await rest()).toEqual([idOf(USED)]);
  });

  it.each<[Record<string, string[]>, readonly TestImage[]]>([
    [{ until: ['2024-02-01T00:00:00Z'] }, [LABELLED, TAGGED, USED]],
    [{ label: ['keep=yes'] }, [OLD, TAGGED, USED]],
    [{ 'label!': ['keep'] }, [LABELLED, TAGGED, USED]],
    [{ dangling: ['false'], until: ['2024-02-15T00:00:00Z'] }, [LABELLED, USED]],
  ])('leaves what %j does not mean', async (filters, left) => {
    await prune(filters);
    expect(await rest()).toEqual(left.map(idOf).sort());
  });

  it.each([{ name: ['x'] }, { dangling: ['perhaps'] }, { until: ['soon'] }])(
    'refuses %j',
    async (filters) => {
      await expect(prune(filters as Record<string, string[]>)).rejects.toMatchObject({ kind: 'invalid' });
      expect(await rest()).toHaveLength(4);
    },
  );

  it('tells how much it freed', async () => {
    await prune();
    expect(lab.events.history().at(-1)).toMatchObject({
      Action: 'prune',
      Actor: { Attributes: { reclaimed: '17' } },
    });
  });
});
