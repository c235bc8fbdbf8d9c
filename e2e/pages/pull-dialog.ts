import { expect, type Locator, type Page } from '@playwright/test';

export class PullDialog {
  readonly dialog: Locator;
  readonly image: Locator;
  /** How far the whole of it is, in words. */
  readonly total: Locator;
  readonly layers: Locator;
  readonly failure: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Pull/ });
    this.image = this.dialog.getByRole('textbox', { name: 'Image' });
    this.total = this.dialog.getByRole('status');
    this.layers = this.dialog.getByRole('list', { name: 'Layers' }).getByRole('listitem');
    this.failure = this.dialog.getByRole('alert');
  }

  async pull(reference: string): Promise<void> {
    await this.image.fill(reference);
    await this.dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Done' }).click();
    await expect(this.dialog).toBeHidden();
  }
}
