import type { Locator, Page } from '@playwright/test';

export class SettingsPage {
  readonly main: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Settings' });
  }

  async chooseTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: theme }).click();
  }
}
