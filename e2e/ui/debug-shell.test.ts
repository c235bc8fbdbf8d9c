import { expect, test } from '../fixtures/ui-test.ts';

test('an image without a shell is looked into with a debug shell', async ({ app, docker }) => {
  await docker.text`run -d --name bare gantry/starter sleep 4242`;
  await docker.text`exec bare touch /here-i-am`;
  await docker.text`exec bare rm -f /bin/sh`;
  await app.containers.open('bare');
  await app.page.getByRole('tab', { name: 'Terminal' }).click();
  const { terminal } = app.container;
  await expect(terminal.panel.getByText('This image has no shell,')).toBeVisible();
  await terminal.panel.getByRole('button', { name: 'Debug shell', exact: true }).click();
  await expect(terminal.screen).toContainText('Its files are here');
  await terminal.type('ls; ps');
  await expect(terminal.screen).toContainText('here-i-am');
  await expect(terminal.screen).toContainText('sleep 4242');
  await terminal.type('exit 3');
  await expect(terminal.panel.getByText('The session ended with exit code 3.')).toBeVisible();
  await expect.poll(() => docker.text`ps -aq --filter label=gantry.debug-of`).toBe('');
});
