import type { Locator, Page } from '@playwright/test';

export class ContainersPage {
  readonly main: Locator;
  readonly table: Locator;
  readonly filter: Locator;
  readonly runButton: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Containers' });
    this.table = this.main.getByRole('table', { name: 'Containers' });
    this.filter = this.main.getByRole('searchbox', { name: 'Filter containers' });
    this.runButton = this.main.getByRole('button', { name: 'Run', exact: true });
  }

  row(name: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.table.page().getByRole('link', { name, exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
  }

  async select(name: string): Promise<void> {
    await this.row(name)
      .getByRole('checkbox', { name: `Select ${name}` })
      .click();
  }

  async press(name: string, action: 'Start' | 'Stop' | 'Logs' | 'Terminal'): Promise<void> {
    await this.row(name).getByRole('button', { name: action, exact: true }).click();
  }

  async choose(name: string, entry: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `More actions for ${name}` })
      .click();
    await this.table.page().getByRole('menuitem', { name: entry }).click();
  }
}
