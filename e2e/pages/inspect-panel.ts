import type { Locator, Page } from '@playwright/test';

export class InspectPanel {
  readonly panel: Locator;
  readonly search: Locator;
  readonly tree: Locator;
  readonly json: Locator;
  readonly found: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Inspect', exact: true });
    this.search = this.panel.getByRole('searchbox', { name: 'Search keys and values' });
    this.tree = this.panel.getByRole('tree', { name: 'Inspect' });
    this.json = this.panel.getByLabel('Inspect as JSON');
    this.found = this.panel.getByRole('status');
  }

  async show(view: 'Tree' | 'JSON'): Promise<void> {
    await this.panel.getByRole('radio', { name: view }).click();
  }
}
