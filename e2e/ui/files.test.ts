import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { DockerCli } from '../fixtures/docker-cli.ts';
import { expect, test } from '../fixtures/ui-test.ts';
import { FilesPanel } from '../pages/files-panel.ts';

const SCRIPT =
  'mkdir -p /srv/app; echo "port = 1" > /srv/app/app.conf; echo extra >> /etc/passwd; rm /bin/vi; sleep 600';

/** Opens the files of a new container. */
async function filesOf(page: Page, docker: DockerCli, folder = '/'): Promise<FilesPanel> {
  const id = await docker.text`run -d --name web gantry/starter sh -c ${SCRIPT}`;
  await expect.poll(async () => (await docker`exec web ls /bin/vi`).code).toBe(1);
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/containers/${id}/files?dir=${folder}`);
  const files = new FilesPanel(page);
  await expect(files.table).toBeVisible();
  return files;
}

test('a person looks through the files of a container, sees what it changed, and compares with the image', async ({
  app: { page },
  docker,
}) => {
  const files = await filesOf(page, docker);
  await expect(files.row('etc').getByRole('img', { name: 'modified' })).toBeVisible();
  await expect(files.row('srv').getByRole('img', { name: 'added' })).toBeVisible();
  await files.press('Changed only');
  await expect(files.row('proc')).toHaveCount(0);
  await files.open('bin');
  await expect(files.row('vi').getByRole('img', { name: 'deleted' })).toBeVisible();
  await files.up('web');
  await files.open('etc');
  await files.open('passwd');
  await page.getByRole('radio', { name: 'Diff' }).click();
  await expect(files.viewer).toContainText('+1');
  await expect(files.viewer.getByText('extra')).toBeVisible();
  await page.getByRole('button', { name: 'More about these files' }).click();
  await page.getByRole('menuitem', { name: 'All changes as Dockerfile lines' }).click();
  await expect(page.getByRole('dialog')).toContainText('RUN rm -rf /bin/vi');
  await expect(page.getByRole('dialog')).toContainText('COPY srv/ /srv/');
});

test('a person edits a file, and is told when something else has changed it meanwhile', async ({
  app: { page },
  docker,
}) => {
  const files = await filesOf(page, docker, '/srv/app');
  await files.open('app.conf');
  await expect(files.editor).toContainText('port = 1');
  await files.type('debug = yes\n');
  await expect(files.viewer).toContainText('Not saved yet');
  await files.save();
  await expect(page.getByText('Saved app.conf').first()).toBeVisible();
  expect(await docker.text`exec web cat /srv/app/app.conf`).toBe('port = 1\ndebug = yes');

  await docker.text`exec web sh -c ${'echo "theirs = 1" > /srv/app/app.conf'}`;
  await files.type('mine = 1\n');
  await files.save();
  const dialog = page.getByRole('dialog', { name: 'app.conf has changed' });
  await expect(dialog).toContainText('theirs = 1');
  await expect(dialog).toContainText('mine = 1');
  await dialog.getByRole('button', { name: 'Go on editing' }).click();
  expect(await docker.text`exec web cat /srv/app/app.conf`).toBe('theirs = 1');
  await files.save();
  await dialog.getByRole('button', { name: 'Overwrite' }).click();
  await expect(dialog).toBeHidden();
  expect(await docker.text`exec web cat /srv/app/app.conf`).toBe('port = 1\ndebug = yes\nmine = 1');

  await files.type('not saved\n');
  await files.up('srv');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go on editing' }).click();
  await expect(files.editor).toContainText('not saved');
  await files.up('srv');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(files.row('app')).toBeVisible();
});

test('a person makes, renames, uploads, downloads and deletes, by mouse and by keyboard', async ({
  app: { page },
  docker,
  folder,
}) => {
  const files = await filesOf(page, docker, '/srv');
  await files.press('New folder');
  await files.giveName('made', 'Create');
  await files.choose('made', 'Rename');
  await files.giveName('renamed', 'Rename');
  await files.open('renamed');
  await expect(page.getByText('This folder is empty')).toBeVisible();
  await writeFile(`${folder}/photo.bin`, Buffer.alloc(200_000, 7));
  await files.uploadInput.setInputFiles(`${folder}/photo.bin`);
  await expect(files.row('photo.bin')).toContainText('200 kB');
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['dropped'], 'dropped.txt'));
    return transfer;
  });
  await files.table.dispatchEvent('dragenter', { dataTransfer: dropped });
  await expect(page.getByText('Drop to upload')).toBeVisible();
  await files.table.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(files.row('dropped.txt')).toBeVisible();
  const coming = page.waitForEvent('download');
  await files.choose('photo.bin', 'Download');
  const download = await coming;
  expect(download.suggestedFilename()).toBe('photo.bin');
  expect((await readFile(await download.path())).length).toBe(200_000);
  await files.up('srv');
  await files.row('renamed').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('2 files in 1 folder, 200 kB');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(files.row('renamed')).toHaveCount(0);
  expect(await docker.text`exec web ls /srv`).toBe('app');
});
