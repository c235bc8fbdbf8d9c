import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/ui-test.ts';

/** How light the page's ground is, from 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const shot = page.getByRole('main').first();
  return await shot.evaluate((element) => {
    let at: Element | null = element;
    for (; at !== null; at = at.parentElement) {
      const context = document.createElement('canvas').getContext('2d');
      const { backgroundColor } = getComputedStyle(at);
      if (context === null || /, 0\)$|transparent/.test(backgroundColor)) continue;
      context.fillStyle = backgroundColor;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
      return (red + green + blue) / 3;
    }
    return 255;
  });
}

test('the window is light or dark as the system is', async ({ app: { page } }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => brightness(page)).toBeLessThan(70);
});

test('a choice in the settings beats the system and is kept', async ({ app, desktop }) => {
  const { page } = app;
  await page.emulateMedia({ colorScheme: 'light' });
  await app.goTo('Settings');
  await app.settings.chooseTheme('Dark');
  await expect.poll(() => brightness(page)).toBeLessThan(70);
  await page.goto(desktop.url);
  await app.engineRuns();
  await expect.poll(() => brightness(page)).toBeLessThan(70);
  await app.goTo('Settings');
  await app.settings.chooseTheme('System');
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
});
