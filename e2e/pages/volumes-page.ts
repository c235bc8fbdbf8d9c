import { expect, type Locator, type Page } from '@playwright/test';
import { FilesPanel } from './files-panel.ts';

/** The list of volumes, and the page of one. */
export class VolumesPage {
  readonly #page: Page;
  readonly main: Locator;
  readonly table: Locator;
  readonly filter: Locator;
  /** The page of one volume. */
  readonly volume: Locator;
  readonly files: FilesPanel;
  /** Its snapshots, the newest first. */
  readonly snapshots: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Volumes' });
    this.table = this.main.getByRole('table', { name: 'Volumes' });
    this.filter = this.main.getByRole('searchbox', { name: 'Filter volumes' });
    this.volume = page.getByRole('main', { name: 'Volume', exact: true });
    this.files = new FilesPanel(page);
    this.snapshots = this.volume.getByRole('list', { name: 'Snapshots' }).getByRole('listitem');
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name }).click();
    await expect(this.volume).toBeVisible();
  }

  async tab(name: 'Files' | 'Snapshots' | 'Used by' | 'Inspect'): Promise<void> {
    await this.volume.getByRole('tab', { name }).click();
  }

  /** A snapshot by its note. */
  snapshot(note: string): Locator {
    return this.volume.getByRole('listitem', { name: note, exact: true });
  }

  async take(note: string): Promise<void> {
    await this.volume.getByRole('textbox', { name: 'Note' }).fill(note);
    await this.volume.getByRole('button', { name: 'Take snapshot' }).click();
    await expect(this.snapshot(note)).toBeVisible({ timeout: 60_000 });
  }

  async rollBack(note: string): Promise<void> {
    await this.snapshot(note).getByRole('button', { name: 'Roll back' }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  }

  /** Something from the menu of the volume's page. */
  async ask(what: RegExp): Promise<void> {
    await this.volume.getByRole('button', { name: 'More actions', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: what }).click();
  }
}
