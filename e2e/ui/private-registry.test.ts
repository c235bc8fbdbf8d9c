import { ANN, Registry } from '../fixtures/registry.ts';
import { expect, test } from '../fixtures/ui-test.ts';

test('a private image is refused, then pulled after a login in the settings', async ({ app, docker }) => {
  await using registry = await Registry.open({ locked: true });
  const name = await registry.add('private/tool:1', { files: [{ path: 'own', content: 'private' }] });
  await app.goTo('Images');
  await app.images.pull();
  await app.pullDialog.pull(name);
  await expect(app.pullDialog.failure).toContainText(/credentials|authori|log in/i);
  await app.pullDialog.close();

  await app.goTo('Settings');
  await app.settings.main.getByRole('button', { name: 'Log in', exact: true }).click();
  await app.loginDialog.logIn(registry.host, ANN.name, 'guessed');
  await expect(app.loginDialog.dialog).toContainText(/unauthori|refused|denied|wrong/i);
  await app.loginDialog.logIn(registry.host, ANN.name, ANN.password);
  await expect(app.loginDialog.dialog).toBeHidden();
  await expect(app.settings.main.getByRole('button', { name: `Log out of ${registry.host}` })).toBeVisible();

  await app.goTo('Images');
  await app.images.pull();
  await app.pullDialog.pull(name);
  await expect(app.pullDialog.dialog).toContainText('Downloaded newer image');
  await app.pullDialog.close();
  expect(await docker.text`run --rm ${name} cat /own`).toBe('private');
  await docker.text`rmi ${name}`;
});
