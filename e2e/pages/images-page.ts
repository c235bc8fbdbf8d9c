import type { Locator, Page } from '@playwright/test';

export class ImagesPage {
  readonly main: Locator;
  readonly table: Locator;
  /** Files on their way to the engine, with their progress. */
  readonly loads: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Images' });
    this.table = this.main.getByRole('table', { name: 'Images' });
    this.loads = this.main.getByRole('list', { name: 'Files being loaded' });
  }

  row(repository: string): Locator {
    return this.table.getByRole('row').filter({ hasText: repository });
  }

  /** Picks a file as in the dialog that the button opens. */
  async load(file: string): Promise<void> {
    const choosing = this.main.page().waitForEvent('filechooser');
    await this.main.getByRole('button', { name: 'Load from file' }).first().click();
    await (await choosing).setFiles(file);
  }

  async open(repository: string): Promise<void> {
    await this.row(repository).getByRole('link', { name: repository }).click();
  }

  async pull(): Promise<void> {
    await this.main.getByRole('button', { name: 'Pull', exact: true }).click();
  }

  async run(repository: string): Promise<void> {
    await this.row(repository).getByRole('button', { name: /^Run/ }).click();
  }
}
