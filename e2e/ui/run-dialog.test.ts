import { writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/ui-test.ts';

test('the dialog says the same as a docker command, and that command does the same', async ({
  app,
  docker,
}) => {
  const { containers, runDialog } = app;
  await containers.runButton.click();
  await runDialog.fill({ image: 'gantry/starter:latest', name: 'said', command: "sh -c 'echo it works'" });
  await expect(runDialog.commandLine).toContainText(
    /docker run .*--name said.*gantry\/starter:latest sh -c 'echo it works'/,
  );
  await runDialog.submit();
  await expect(app.container.log.lines).toContainText('it works');
  expect(await docker.text`logs said`).toBe('it works');
});

test('a name that is taken is said at its field, before anything is sent', async ({ app, docker }) => {
  await docker.text`create --name taken gantry/starter true`;
  await expect(app.containers.row('taken')).toBeVisible();
  await app.containers.runButton.click();
  await app.runDialog.fill({ image: 'gantry/starter:latest', name: 'taken' });
  await expect(app.runDialog.dialog).toContainText(/taken|in use/i);
  await expect(app.runDialog.name).toHaveAttribute('aria-invalid', 'true');
});

test('an image that is not here is said at its field', async ({ app }) => {
  await app.containers.runButton.click();
  await app.runDialog.fill({ image: 'no/such:image' });
  await app.runDialog.run.click();
  await expect(app.runDialog.dialog).toContainText(/no such image/i);
  await expect(app.runDialog.image).toHaveAttribute('aria-invalid', 'true');
});

test('a command that is not in the image is said at its field, and no container stays', async ({
  app,
  docker,
}) => {
  await app.containers.runButton.click();
  await app.runDialog.fill({ image: 'gantry/starter:latest', name: 'hopeless', command: 'no-such-program' });
  await app.runDialog.run.click();
  await expect(app.runDialog.dialog).toContainText(/no-such-program.*not found/i);
  await expect(app.runDialog.command).toHaveAttribute('aria-invalid', 'true');
  expect(await docker.text`ps -aq --filter name=hopeless`).toBe('');
});

test('an interactive container opens in its terminal', async ({ app }) => {
  await app.containers.runButton.click();
  await app.runDialog.fill({
    image: 'gantry/starter:latest',
    name: 'shell',
    command: 'sh',
    interactive: true,
  });
  await app.runDialog.submit();
  await app.container.terminal.ready();
  await app.container.terminal.type('echo interactive-$((1+1))');
  await expect(app.container.terminal.screen).toContainText('interactive-2');
});

test('Escape closes the suggestions of images first, so that what was filled in is not lost', async ({
  app,
}) => {
  await app.containers.runButton.click();
  await app.runDialog.fill({ name: 'typed-already' });
  await app.runDialog.image.pressSequentially('gantry');
  await expect(app.page.getByRole('option', { name: 'gantry/starter:latest' })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('option', { name: 'gantry/starter:latest' })).toBeHidden();
  await expect(app.runDialog.name).toHaveValue('typed-already');
  await app.page.keyboard.press('Escape');
  await expect(app.runDialog.dialog).toBeHidden();
});

test('a volume, a folder of the host and memory are where the form says', async ({ app, docker, folder }) => {
  await writeFile(`${folder}/file`, 'of the host');
  await docker.text`run --rm -v chosen:/v gantry/starter sh -c ${'echo of the volume > /v/file'}`;
  await app.containers.runButton.click();
  const { runDialog } = app;
  const command = 'sh -c \'cat /data/file /host/file; grep -c " /scratch tmpfs " /proc/mounts\'';
  await runDialog.fill({ image: 'gantry/starter:latest', name: 'mounted', command });
  await runDialog.mount({ kind: 'Volume', source: 'chosen', target: '/data' });
  await runDialog.mount({ kind: 'Host folder', source: folder, target: 'host' });
  await expect(runDialog.dialog).toContainText('The place in the container is a path that begins with /.');
  await runDialog.dialog.getByLabel('Place in the container 2').fill('/host');
  await runDialog.dialog.getByRole('checkbox', { name: 'Read only 2' }).click();
  await runDialog.mount({ kind: 'Memory', target: '/scratch' });
  await expect(runDialog.commandLine).toContainText(`-v chosen:/data -v ${folder}:/host:ro --tmpfs /scratch`);
  await runDialog.submit();
  await expect.poll(() => docker.text`logs mounted`).toBe('of the volume\nof the host1');
});
