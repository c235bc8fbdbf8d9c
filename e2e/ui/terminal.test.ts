import { expect, test } from '../fixtures/ui-test.ts';

test.beforeEach(async ({ app, docker }) => {
  await docker.text`run -d --name host gantry/starter sleep 600`;
  await app.containers.press('host', 'Terminal');
  await app.container.terminal.ready();
});

test('the shell has the size of the window and follows it', async ({
  app: {
    page,
    container: { terminal },
  },
}) => {
  const before = await terminal.size();
  expect(before.columns).toBeGreaterThan(60);
  await page.setViewportSize({ width: 1600, height: 1000 });
  await expect(async () => {
    const after = await terminal.size();
    expect(after.columns).toBeGreaterThan(before.columns);
    expect(after.rows).toBeGreaterThan(before.rows);
  }).toPass({ timeout: 15_000 });
});

test('letters of every script arrive and come back', async ({
  app: {
    container: { terminal },
  },
}) => {
  await terminal.type("echo 'grüße 東京 🚢' > /tmp/text; cat /tmp/text");
  await expect(terminal.screen).toContainText(/grüße 東 ?京 ?.*🚢/);
});

test('Ctrl-C interrupts and Ctrl-D ends the session, which offers a new one', async ({
  app: {
    page,
    container: { terminal },
  },
}) => {
  await terminal.type("echo beg''ins; sleep 600");
  await expect(terminal.screen).toContainText('begins');
  await page.keyboard.press('Control+c');
  await terminal.type('echo code-$?');
  await expect(terminal.screen).toContainText('code-130');
  await page.keyboard.press('Control+d');
  await expect(terminal.panel).toContainText('The session ended with exit code');
  await terminal.newSession.click();
  await expect(terminal.tabs).toHaveCount(2);
  await terminal.type('echo new-$((4+4))');
  await expect(terminal.screen).toContainText('new-8');
});

test('what is pasted arrives in the shell', async ({
  app: {
    page,
    container: { terminal },
  },
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('echo pasted-$((5+5))'));
  await terminal.panel.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.press('Control+Shift+V');
  await page.keyboard.press('Enter');
  await expect(terminal.screen).toContainText('pasted-10');
});

test('much output arrives whole and the last line is shown', async ({
  app: {
    container: { terminal },
  },
}) => {
  await terminal.type('seq 1 100000; echo do""ne');
  await expect(terminal.screen).toContainText('done', { timeout: 60_000 });
  await expect(terminal.screen).toContainText('100000');
});
