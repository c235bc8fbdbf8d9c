import { expect, type Locator, type Page } from '@playwright/test';

/** Asks before anything is destroyed, and lists it. */
export class RemovalDialog {
  readonly dialog: Locator;
  readonly items: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('alertdialog');
    this.items = this.dialog.getByRole('list', { name: 'What is removed' }).getByRole('listitem');
  }

  async confirm(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }
}
