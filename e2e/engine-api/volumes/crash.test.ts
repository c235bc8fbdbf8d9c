import { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('a killed engine loses no volume, no mount and no user of one', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`volume create --opt type=tmpfs --opt device=tmpfs --opt o=size=1m memory`;
  await docker.text`run -d --name keeper -v memory:/m -v plain:/p --mount ${'type=volume,src=plain,dst=/part'} busybox sh -c ${'echo a > /m/f; echo b > /p/f; sleep 600'}`;
  await docker.text`run -d --name ends -v memory:/m busybox sleep 600`;
  await expect.poll(() => docker.text`exec keeper ls /m`).toBe('f');
  await ownEngine.crash();
  await ownEngine.start();
  expect(await docker.text`exec keeper cat /m/f /part/f`).toBe('a\nb');
  await docker.text`rm -f ends`;
  expect(await docker.text`run --rm -v memory:/m busybox cat /m/f`).toBe('a');
  expect((await docker`volume rm memory`).stderr).toContain('volume is in use');
  await docker.text`rm -f keeper`;
  expect(await docker.text`run --rm -v memory:/m busybox ls /m`).toBe('');
  expect(await docker.text`run --rm -v plain:/p busybox cat /p/f`).toBe('b');
});

test('wherever the engine is killed in a first use, the volume is whole at the next', async () => {
  await using engine = await Engine.running();
  const files = Array.from({ length: 400 }, (_, index) => ({
    path: `data/${index}`,
    content: Buffer.alloc(20_000, `${index}`),
  }));
  await engine.loadImage({ tags: ['many:1'], files });
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const create = engine.docker`create -v ${`v${attempt}:/data`} many:1 true`;
    await new Promise((resolve) => setTimeout(resolve, 60 + attempt * 40));
    await engine.crash();
    await create;
    await engine.start();
    const count = 'ls /data | wc -l; cat /data/* | wc -c';
    expect(await engine.docker.text`run --rm -v ${`v${attempt}:/data`} many:1 sh -c ${count}`).toBe(
      '400\n8000000',
    );
  }
});
