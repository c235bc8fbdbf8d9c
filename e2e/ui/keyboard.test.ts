import { expect, test } from '../fixtures/ui-test.ts';

test('a container is run, read, stopped and removed without a mouse', async ({ app }) => {
  const { page, containers, container, runDialog, removal } = app;
  await page.keyboard.press('n');
  await expect(runDialog.image).toBeFocused();
  await page.keyboard.type('gantry/starter:latest');
  await page.keyboard.press('Enter'); // takes the suggestion
  await page.keyboard.press('Tab');
  await page.keyboard.type('by-keys');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`sh -c 'trap exit TERM; echo from the keys; while :; do sleep 0.1; done'`);
  await page.keyboard.press('Enter');
  await expect(container.log.lines).toContainText('from the keys');

  await page.keyboard.press('Control+1');
  const row = containers.row('by-keys');
  await expect(row).toContainText('Running');
  await row.focus();
  await page.keyboard.press('t');
  await container.terminal.ready();
  await page.keyboard.type('echo keys-$((7*7))\n');
  await expect(container.terminal.screen).toContainText('keys-49');

  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('containers');
  await page.keyboard.press('Enter');
  await row.focus();
  await page.keyboard.press('s');
  await expect(row).toContainText('Exited');
  await page.keyboard.press('Delete');
  await expect(removal.items).toContainText(['by-keys']);
  await page.keyboard.press('Tab');
  await expect(removal.dialog.getByRole('button', { name: 'Remove', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row).toBeHidden();
});

test('the focus is always on something that can be seen', async ({ app: { page }, docker }) => {
  await docker.text`create --name shown gantry/starter true`;
  await expect(page.getByRole('link', { name: 'shown' })).toBeVisible();
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) continue;
    await expect(focused).toBeVisible();
    const outline = await focused.evaluate((element) => {
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return { outlineStyle, boxShadow };
    });
    expect(
      outline.outlineStyle !== 'none' || outline.boxShadow !== 'none',
      await focused.evaluate((element) => element.outerHTML.slice(0, 200)),
    ).toBe(true);
  }
});

test('the palette finds a container and acts on it', async ({ app: { page, containers }, docker }) => {
  await docker.text`run -d --name found gantry/starter sleep 600`;
  await expect(containers.row('found')).toContainText('Running');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kill found');
  await page.keyboard.press('Enter');
  await expect(containers.row('found')).toContainText('Exited (137)');
});
