import { expect, test } from '../fixtures/ui-test.ts';

test('a file is edited, a snapshot taken, the file broken and rolled back, while a container keeps reading', async ({
  app,
  docker,
}) => {
  test.setTimeout(180_000);
  const { page, volumes } = app;
  await docker.text`run -d --name reader -v site:/site gantry/starter sh -c ${'echo first > /site/page; while :; do echo $(cat /site/page); sleep 0.2; done'}`;
  const lastRead = () => docker.text`logs -n 1 reader`;
  await expect.poll(lastRead).toBe('first');

  await app.goTo('Volumes');
  await volumes.open('site');
  const edit = async (text: string) => {
    await volumes.tab('Files');
    await volumes.files.open('page');
    await volumes.files.editor.fill(text);
    await volumes.files.save();
    await expect.poll(lastRead).toBe(text);
  };
  await edit('good');
  await volumes.tab('Snapshots');
  await volumes.take('a good page');
  await edit('broken');
  await docker.text`exec reader touch /site/junk`;

  await volumes.tab('Snapshots');
  const kept = volumes.snapshot('a good page');
  await kept.getByRole('button', { name: 'Changes' }).click();
  await expect(kept.getByRole('list', { name: 'Changes' })).toContainText('junk');
  await expect(kept.getByRole('status')).toHaveText('1 file added, 1 changed');
  await volumes.rollBack('a good page');
  await expect.poll(lastRead, { timeout: 60_000 }).toBe('good');
  await expect(volumes.snapshot('Before the roll back to “a good page”')).toContainText('Automatic');
  await expect(page.getByText('site is as it was in “a good page”', { exact: true })).toBeVisible();
  expect(await docker.text`exec reader ls /site`).toBe('page');
  expect(await docker.text`inspect -f ${'{{.State.Running}}'} reader`).toBe('true');

  await docker.text`rm -f reader`;
  // The page may still be counting the bytes of the snapshots.
  await expect.poll(async () => (await docker`volume rm site`).code).toBe(0);
});

test('a volume is created, found by the container that uses it, and removed after a list of what goes', async ({
  app,
  docker,
}) => {
  test.setTimeout(120_000);
  const { page, volumes } = app;
  await app.goTo('Volumes');
  await page
    .getByRole('button', { name: /^Create/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Name' }).fill('a');
  await expect(page.getByText('Two characters at least.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('ledger');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(volumes.volume).toBeVisible();
  await docker.text`run --name keeper -v ledger:/books gantry/starter sh -c ${'seq 100000 > /books/all'}`;
  await docker.text`volume create other`;

  await app.goTo('Volumes');
  await volumes.filter.fill('keeper');
  await expect(volumes.row('ledger')).toContainText('keeper');
  await expect(volumes.row('other')).toBeHidden();
  await expect(volumes.row('ledger')).toContainText('kB', { timeout: 30_000 });
  await volumes.row('ledger').getByRole('button', { name: 'Remove' }).click();
  await expect(app.removal.dialog).toContainText('It is used by keeper.');
  await page.keyboard.press('Escape');

  await docker.text`rm keeper`;
  await expect(volumes.row('ledger')).toBeHidden(); // nobody of that name uses it any more
  await volumes.filter.fill('');
  await volumes.row('ledger').getByRole('button', { name: 'Remove' }).click();
  await expect(app.removal.items).toContainText(/ledger.*kB/s);
  await expect(app.removal.items).toContainText('Last change in its files');
  await app.removal.dialog.getByRole('checkbox', { name: /Keep a copy/ }).click();
  await app.removal.confirm();
  await expect(volumes.row('ledger-kept-')).toBeVisible({ timeout: 60_000 });
  await expect(volumes.table.getByRole('link', { name: 'ledger', exact: true })).toBeHidden();
  const names = (await docker.text`volume ls -q`).split('\n');
  const copy = names.find((name) => name.startsWith('ledger-kept-')) ?? '';
  expect(await docker.text`run --rm -v ${copy}:/x gantry/starter sh -c ${'wc -l < /x/all'}`).toBe('100000');
  await docker.text`volume rm ${copy} other`;
});

test('a volume goes out as an archive and another comes in; a broken one changes nothing', async ({
  app,
  docker,
  folder,
}) => {
  test.setTimeout(120_000);
  const { page, volumes } = app;
  await docker.text`run --rm -v box:/box gantry/starter sh -c ${'echo precious > /box/thing'}`;
  await app.goTo('Volumes');
  await volumes.open('box');
  await volumes.ask(/^Export/);
  const downloading = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
  const archive = `${folder}/box.tar.zst`;
  await (await downloading).saveAs(archive);

  const bring = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
    await volumes.ask(/^Import/);
    await page.getByLabel('Archive').setInputFiles(file);
    await page.getByRole('button', { name: 'Replace the files' }).click();
  };
  await bring({ name: 'broken.tar', mimeType: 'application/x-tar', buffer: Buffer.alloc(700, 'x') });
  await expect(page.getByText('broken.tar could not be imported', { exact: true })).toBeVisible();
  await docker.text`run --rm -v box:/box gantry/starter sh -c ${'rm /box/thing; echo junk > /box/junk'}`;
  await bring(archive);
  await expect(page.getByText('Imported box.tar.zst into box', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  expect(await docker.text`run --rm -v box:/box gantry/starter sh -c ${'ls /box; cat /box/thing'}`).toBe(
    'thing\nprecious',
  );
  await volumes.tab('Snapshots');
  await expect(volumes.snapshot('Before an import')).toBeVisible();
  await docker.text`volume rm box`;
});
