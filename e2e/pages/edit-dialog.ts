import type { Locator, Page } from '@playwright/test';

/** A container's options, what will change, and how far it has come. */
export class EditDialog {
  readonly dialog: Locator;
  readonly changes: Locator;
  readonly progress: Locator;
  /** Above a container of which the one before is kept. */
  readonly banner: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(Edit|What changes in) / });
    this.changes = this.dialog.getByRole('list', { name: 'Changes' });
    this.progress = this.dialog.getByRole('list', { name: 'Progress' });
    this.banner = page
      .getByRole('main', { name: 'Container', exact: true })
      .getByRole('status')
      .filter({ hasText: /edit/i });
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true });
  }

  async openGroup(title: string): Promise<void> {
    await this.dialog.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  }

  async press(button: 'Review the changes' | 'Apply' | 'Change the edit' | 'Close'): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).last().click();
  }
}
