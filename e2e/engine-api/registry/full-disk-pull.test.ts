import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { Engine, newHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/registry-test.ts';
import { SmallDisk } from '../../fixtures/small-disk.ts';

const MEBIBYTE = 1024 * 1024;

async function engineOn(disk: SmallDisk): Promise<Engine> {
  const engine = new Engine({ ...(await newHome()), dataRoot: disk.path });
  await engine.start();
  return engine;
}

for (const { title, content } of [
  { title: 'an image that is too large', content: randomBytes(24 * MEBIBYTE) },
  { title: 'a gzip bomb', content: Buffer.alloc(100 * MEBIBYTE) },
]) {
  test(`${title} fills the disk: the pull fails with the path, leaves nothing, and others go on`, async ({
    registry,
  }) => {
    const name = await registry.add(`full/${title.replaceAll(' ', '-')}:1`, {
      files: [{ path: 'big', content }],
    });
    const small = await registry.add('full/small:1', { files: [{ path: 'own', content: 'small' }] });
    await using disk = await SmallDisk.of(64);
    await using engine = await engineOn(disk);
    const { docker } = engine;
    const ballast = `${disk.path}/ballast`;
    await writeFile(ballast, Buffer.alloc(25 * MEBIBYTE));
    const before = await disk.usedBytes();
    const { code, stderr } = await docker`pull ${name}`;
    expect(code).toBe(1);
    expect(stderr).toMatch(/no space left/i);
    expect(stderr).toContain(disk.path);
    await expect.poll(async () => (await disk.usedBytes()) - before).toBeLessThan(MEBIBYTE / 4);
    await docker.text`pull -q ${small}`;
    expect(await docker.text`run --rm ${small} cat /own`).toBe('small');
    await rm(ballast);
  });
}
