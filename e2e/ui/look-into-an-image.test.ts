import { randomBytes } from 'node:crypto';
import { HeldBlobs } from '../fixtures/held-blobs.ts';
import { MeddlingProxy } from '../fixtures/meddling-proxy.ts';
import { Registry } from '../fixtures/registry.ts';
import { expect, test } from '../fixtures/ui-test.ts';

const JUNK = 3_000_000;

/** A layer that writes a configuration and a large file, and one that changes the one and deletes the other. */
const LAYERS = [
  [
    { path: 'app/config.txt', content: 'colour: red\nsize: 1\n' },
    { path: 'cache/junk', content: randomBytes(JUNK) },
  ],
  [{ path: 'app/config.txt', content: 'colour: blue\nsize: 1\n' }, { path: 'cache/.wh.junk' }],
];

test('an image is pulled with the progress of each layer, and looked into down to a line that a layer changed', async ({
  app,
  docker,
}) => {
  await using registry = await Registry.open();
  await registry.add('team/tool:2', { layers: LAYERS });
  const held = new HeldBlobs(JUNK);
  await using proxy = await MeddlingProxy.before(registry, held.meddle);
  const repository = `${proxy.host}/team/tool`;

  await app.goTo('Images');
  await app.images.pull();
  await app.pullDialog.pull(`${repository}:2`);
  await expect(app.pullDialog.layers).toHaveCount(3);
  const large = app.pullDialog.layers.filter({ hasText: /Downloading/ });
  await expect(large).toContainText(/[\d.]+ [kM]B of 3\.00 MB/);
  await expect(large.getByRole('progressbar')).toBeVisible();
  held.release();
  await expect(app.pullDialog.dialog).toContainText(`Downloaded newer image for ${repository}:2`);
  await app.pullDialog.close();

  const { image } = app;
  await app.images.open(repository);
  await image.show('Layers');
  await image.chooseLayer(1);
  await image.find('junk', '/cache/junk');
  await image.find('config', '/app/config.txt');
  await expect(image.content('/app/config.txt')).toContainText('colour: red');

  await image.chooseLayer(2);
  await expect(image.content('/app/config.txt')).toContainText('colour: blue');
  await image.showFileAs('Diff');
  const diff = image.diff('/app/config.txt');
  await expect(diff).toContainText('colour: red');
  await expect(diff).toContainText('colour: blue');

  await image.show('Why is it big');
  await expect(image.main).toContainText('3.00 MB');
  await image.showPart('Wasted space');
  await expect(image.wasted.getByRole('listitem').first()).toContainText('/cache/junk');
  await expect(image.wasted.getByRole('listitem').first()).toContainText(
    /3\.00 MB of layer 1 deleted by layer 2/,
  );
  await docker.text`rmi -f ${`${repository}:2`}`;
});

test('a pull that fails says why at the dialog, and can be tried again', async ({ app }) => {
  await using registry = await Registry.open();
  await registry.add('team/there:1');
  await app.goTo('Images');
  await app.images.pull();
  await app.pullDialog.pull(`${registry.host}/team/there:2`);
  await expect(app.pullDialog.failure).toContainText(/not found/);
  await app.pullDialog.dialog.getByRole('button', { name: 'Try again' }).click();
  await app.pullDialog.pull(`${registry.host}/team/there:1`);
  await expect(app.pullDialog.dialog).toContainText('Downloaded newer image');
});
