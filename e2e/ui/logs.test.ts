import { expect, test } from '../fixtures/ui-test.ts';

test.beforeEach(async ({ app, docker }) => {
  await docker.text`run -d --name talking gantry/starter sh -c ${'echo to stdout; sleep 0.2; echo to stderr >&2; sleep 0.2; printf "\\033[31mred\\033[0m\\n"; sleep 600'}`;
  await app.containers.open('talking');
  await expect(app.container.log.lines).toContainText('red');
});

test('streams are told apart and shown one by one', async ({
  app: {
    container: { log },
  },
}) => {
  const colourOf = (text: string) =>
    log.lines.getByText(text).evaluate((element) => getComputedStyle(element).color);
  expect(await colourOf('to stderr')).not.toBe(await colourOf('to stdout'));
  await log.showOnly('stderr');
  await expect(log.lines).toContainText('to stderr');
  await expect(log.lines).not.toContainText('to stdout');
  await log.showOnly('stdout');
  await expect(log.lines).not.toContainText('to stderr');
});

test('colours of a program are shown, its control characters are not', async ({
  app: {
    container: { log },
  },
}) => {
  const red = log.lines.getByText('red', { exact: true });
  const [r = 0, g = 0, b = 0] = await red.evaluate((element) =>
    (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number),
  );
  expect(r).toBeGreaterThan(Math.max(g, b));
  await expect(log.lines).not.toContainText('[31m');
});

test('timestamps are shown on request', async ({
  app: {
    container: { log },
  },
}) => {
  await expect(log.lines.getByRole('time')).toHaveCount(0);
  await log.button('Timestamps').click();
  await expect(log.lines.getByRole('time').first()).toHaveText(/\d\d:\d\d:\d\d/);
});

test('the whole log is copied', async ({
  app: {
    page,
    container: { log },
  },
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await log.button('Copy all').click();
  await expect(page.getByText('3 lines copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^to stdout\nto stderr\nred\n?$/);
});

test('search counts, steps and can leave out the rest', async ({
  app: {
    container: { log },
  },
}) => {
  await log.search.fill('to std');
  await expect(log.matches).toContainText('2');
  await log.button('Only matching lines').click();
  await expect(log.lines).not.toContainText('red');
  await log.search.fill('nothing like it');
  await expect(log.matches).toContainText('No match');
});
