import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../base/logger.ts';
import { oldDockerArchive } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { tarOf } from '../testing/tar-of.ts';
import { ensureStarterImage } from './starter.ts';

const ASSETS = join(import.meta.dirname, '../../assets/starter-image');

describe('the starter image', () => {
  let lab: ImageLab;
  let said: string[];
  beforeEach(async () => {
    lab = await makeImageLab();
    said = [];
  });
  afterEach(() => lab.remove());

  const say = (message: string) => void said.push(message);
  const logger: Logger = { debug: say, info: say, warn: say, error: say };
  const ensure = (assets = ASSETS) =>
    ensureStarterImage({ images: lab.images, root: lab.root, assets, logger });

  it('is made in an empty store, with a shell in it', async () => {
    const image = await ensure();
    expect(image).toMatchObject({ repoTags: ['gantry/starter:latest'], config: { Cmd: ['sh'] } });
    const [diff = ''] = await lab.layers.foldersOf(image?.chain ?? missing());
    expect((await readFile(join(diff, 'bin/busybox'))).subarray(1, 4).toString()).toBe('ELF');
    expect(await readFile(join(diff, 'etc/passwd'), 'utf8')).toContain('root:x:0:0:');
    expect(said).toEqual(['made the starter image']);
  });

  it('is the same each time it is made of the same busybox', async () => {
    const other = await makeImageLab();
    try {
      const again = await ensureStarterImage({
        images: other.images,
        root: other.root,
        assets: ASSETS,
        logger,
      });
      expect((await ensure())?.id).toBe(again?.id);
    } finally {
      await other.remove();
    }
  });

  it('does not come back once it was deleted', async () => {
    await ensure();
    await lab.images.remove('gantry/starter', { force: false, noPrune: false });
    await lab.reopen();
    expect(await ensure()).toBeUndefined();
  });

  it('is not put beside images that are there', async () => {
    await lab.load(oldDockerArchive([{ layers: [tarOf([{ path: 'x' }])], tags: ['mine'] }]));
    expect(await ensure()).toBeUndefined();
    await lab.images.remove('mine', { force: false, noPrune: false });
    expect(await ensure()).toBeUndefined();
  });

  it.each([
    ['no-such-program', 'because no-such-program is not installed; install the package busybox-static'],
    ['ls', 'needs shared libraries'],
  ])('is left out with a word when its program is %s', async (name, word) => {
    const recipe = JSON.parse(await readFile(join(ASSETS, 'recipe.json'), 'utf8')) as object;
    const assets = join(lab.folder, 'assets');
    await mkdir(join(assets, 'rootfs'), { recursive: true });
    await writeFile(join(assets, 'recipe.json'), JSON.stringify({ ...recipe, program: name }));
    expect(await ensure(assets)).toBeUndefined();
    expect(said.join()).toContain(word);
    expect(await ensure()).toBeDefined();
  });

  it('is left out with a word when its recipe is missing', async () => {
    expect(await ensure('/nowhere')).toBeUndefined();
    expect(said).toEqual(['the starter image could not be made']);
  });

  function missing(): never {
    throw new Error('there is no image');
  }
});
