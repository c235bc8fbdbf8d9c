import type { Locator, Page } from '@playwright/test';

/** The logs of all containers. */
export class LogsPage {
  readonly panel: Locator;
  readonly lines: Locator;
  readonly filter: Locator;
  readonly state: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'All logs' });
    this.lines = this.panel.getByRole('log', { name: 'All logs' });
    this.filter = this.panel.getByRole('searchbox', { name: 'Filter lines' });
    this.state = this.panel.getByRole('status', { name: 'Logs state' });
  }

  button(name: 'Regular expression' | 'Pause' | 'Go on' | 'Clear view' | 'Timestamps'): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  /** Ticks entries of one of the menus in which several can be chosen. */
  async tick(menu: 'Containers' | 'Projects' | 'Columns', ...names: readonly string[]): Promise<void> {
    const page = this.panel.page();
    await this.panel.getByRole('button', { name: menu, exact: true }).click();
    for (const name of names) await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    await page.keyboard.press('Escape');
  }

  async showLevel(level: 'All levels' | 'Errors' | 'Warnings and up'): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'Level' }).click();
    await this.panel.page().getByRole('option', { name: level, exact: true }).click();
  }

  /** The values of a chosen column, as far as they are shown. */
  async column(name: string): Promise<readonly string[]> {
    const values = await this.lines.locator(`[data-column="${name}"]`).allInnerTexts();
    return values.filter((value) => value !== '');
  }
}
