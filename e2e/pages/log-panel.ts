import type { Locator, Page } from '@playwright/test';

export class LogPanel {
  readonly panel: Locator;
  readonly lines: Locator;
  readonly search: Locator;
  readonly matches: Locator;
  readonly state: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Logs' });
    this.lines = this.panel.getByRole('log', { name: 'Log' });
    this.search = this.panel.getByRole('searchbox', { name: 'Search log' });
    this.matches = this.panel.getByRole('search').getByRole('status');
    this.state = this.panel.getByRole('status', { name: 'Log state' });
  }

  button(name: 'Timestamps' | 'Copy all' | 'Only matching lines' | 'Wrap lines' | 'Clear view'): Locator {
    return this.panel.getByRole('button', { name });
  }

  async showOnly(streams: 'All output' | 'stdout' | 'stderr'): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'Streams' }).click();
    await this.panel.page().getByRole('option', { name: streams }).click();
  }

  /** The numbers of a log that counts, as far as they are shown. */
  async shownNumbers(): Promise<number[]> {
    const text = await this.lines.innerText();
    return (text.match(/\d+/g) ?? []).map(Number);
  }
}
