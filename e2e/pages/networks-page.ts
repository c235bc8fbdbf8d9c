import { expect, type Locator, type Page } from '@playwright/test';

/** The list of networks, and the page of one of them. */
export class NetworksPage {
  readonly main: Locator;
  readonly network: Locator;
  readonly create: Locator;
  readonly connect: Locator;
  readonly unused: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Networks' });
    this.network = page.getByRole('main', { name: 'Network', exact: true });
    this.create = page.getByRole('dialog', { name: 'Create a network' });
    this.connect = page.getByRole('dialog', { name: /^Connect / });
    this.unused = this.main.getByRole('button', { name: /^Remove \d+ unused$/ });
  }

  row(name: string): Locator {
    return this.main.getByRole('row').filter({ has: this.#page.getByRole('link', { name, exact: true }) });
  }

  async show(part: 'List' | 'Map'): Promise<void> {
    await this.main.getByRole('radio', { name: part }).click();
  }

  async openCreate(): Promise<void> {
    await this.main.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(this.create).toBeVisible();
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields))
      await this.create.getByRole('textbox', { name: label, exact: true }).fill(value);
  }

  async submit(): Promise<void> {
    await this.create.getByRole('button', { name: 'Create', exact: true }).click();
  }
}
