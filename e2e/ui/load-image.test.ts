import { writeFile } from 'node:fs/promises';
import { busyboxArchive } from '../fixtures/busybox-image.ts';
import { expect, test } from '../fixtures/ui-test.ts';

test('an image is loaded from a file and run from its row', async ({ app, docker, folder }) => {
  const file = `${folder}/tool.tar`;
  await writeFile(
    file,
    await busyboxArchive({ tags: ['team/tool:2.1'], config: { Cmd: ['echo', 'from the file'] } }),
  );
  await app.goTo('Images');
  await app.images.load(file);
  await expect(app.images.row('team/tool')).toContainText('2.1');
  await expect(app.page.getByText('Loaded tool.tar', { exact: true })).toBeVisible();
  await app.images.run('team/tool');
  await expect(app.runDialog.image).toHaveValue('team/tool:2.1');
  await app.runDialog.submit();
  await expect(app.container.log.lines).toContainText('from the file');
  await docker.text`rmi -f team/tool:2.1`;
});

test('a file that is no image is refused with the reason, and the page goes on', async ({ app, folder }) => {
  const file = `${folder}/holiday.tar`;
  await writeFile(file, 'this is no archive at all');
  await app.goTo('Images');
  await app.images.load(file);
  await expect(app.page.getByText('holiday.tar could not be loaded', { exact: true })).toBeVisible();
  await expect(app.images.loads).toBeHidden();
  await expect(app.images.row('gantry/starter')).toBeVisible();
});

test('an image is removed after a list of what goes', async ({ app, docker }) => {
  await docker.text`tag gantry/starter spare:1`;
  await app.goTo('Images');
  await app.images
    .row('spare')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(app.removal.dialog).toContainText('spare:1');
  await app.removal.confirm();
  await expect(app.images.row('spare')).toBeHidden();
  await expect(app.images.row('gantry/starter')).toBeVisible();
});
