import { expect, type Locator, type Page } from '@playwright/test';

export class LoginDialog {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Log in to a registry' });
  }

  /** Fills in a login and sends it; the dialog stays open when the registry refuses. */
  async logIn(server: string, user: string, password: string): Promise<void> {
    await expect(this.dialog).toBeVisible();
    await this.dialog.getByRole('textbox', { name: 'Registry' }).fill(server);
    await this.dialog.getByRole('textbox', { name: 'User name' }).fill(user);
    await this.dialog.getByLabel('Password or token').fill(password);
    await this.dialog.getByRole('button', { name: 'Log in' }).click();
  }
}
