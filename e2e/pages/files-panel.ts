import { expect, type Locator, type Page } from '@playwright/test';

/** The files of a container or of a volume. */
export class FilesPanel {
  readonly table: Locator;
  readonly status: Locator;
  readonly editor: Locator;
  readonly viewer: Locator;
  readonly uploadInput: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = page.getByRole('table', { name: /^Files in / });
    this.status = page.getByRole('contentinfo').getByRole('status');
    this.viewer = page.getByRole('region', { name: /^File \// });
    this.editor = page.getByRole('textbox', { name: /^Content of / });
    this.uploadInput = page.getByLabel('Files to upload');
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.#page.getByRole('link', { name, exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
  }

  /** Goes to a folder by the steps shown above the table. */
  async up(name: string): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Folder' })
      .getByRole('button', { name, exact: true })
      .click();
  }

  async press(action: string): Promise<void> {
    await this.#page.getByRole('toolbar', { name: 'Files' }).getByRole('button', { name: action }).click();
  }

  async choose(name: string, entry: string): Promise<void> {
    await this.row(name).click({ button: 'right' });
    await this.#page.getByRole('menuitem', { name: entry }).click();
  }

  /** Answers the dialog that asks for a name. */
  async giveName(name: string, action: 'Create' | 'Rename'): Promise<void> {
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: action }).click();
    await expect(dialog).toBeHidden();
  }

  /** Puts the cursor at the end of the editor and types. */
  async type(text: string): Promise<void> {
    await this.editor.click();
    await this.#page.keyboard.press('Control+End');
    await this.#page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.#page.keyboard.press('Control+s');
  }
}
