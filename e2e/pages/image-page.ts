import { expect, type Locator, type Page } from '@playwright/test';

type ImageTab = 'Overview' | 'Layers' | 'History' | 'Why is it big' | 'Compare' | 'Used by' | 'Inspect';

export class ImagePage {
  readonly main: Locator;
  readonly layers: Locator;
  readonly search: Locator;
  readonly wasted: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Image', exact: true });
    this.layers = this.main.getByRole('list', { name: 'Layers', exact: true }).getByRole('listitem');
    this.search = this.main.getByRole('searchbox', { name: 'Search paths' });
    this.wasted = this.main.getByRole('list', { name: 'Wasted files' });
  }

  async show(tab: ImageTab): Promise<void> {
    await this.main.getByRole('tab', { name: tab, exact: true }).first().click();
  }

  /** Counted from the bottom, which is 0. */
  async chooseLayer(index: number): Promise<void> {
    const layer = this.layers.nth(index).getByRole('button');
    await layer.click();
    await expect(layer).toHaveAttribute('aria-current', 'true');
  }

  content(path: string): Locator {
    return this.main.getByRole('region', { name: `Content of ${path}` });
  }

  diff(path: string): Locator {
    return this.main.getByRole('region', { name: `Diff of ${path}` });
  }

  async find(query: string, path: string): Promise<void> {
    await this.search.fill(query);
    await this.main.getByRole('button', { name: path }).first().click();
    await this.search.clear();
  }

  async showFileAs(mode: 'Content' | 'Diff'): Promise<void> {
    await this.main.getByRole('radio', { name: mode }).click();
  }

  async showPart(part: 'Causes' | 'Wasted space' | 'Duplicates'): Promise<void> {
    await this.main.getByRole('radio', { name: part }).click();
  }
}
