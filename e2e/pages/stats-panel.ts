import type { Locator, Page } from '@playwright/test';

/** The Stats and the Processes tab of a container. */
export class StatsPanel {
  readonly panel: Locator;
  readonly events: Locator;
  readonly processes: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Stats' });
    this.events = this.panel.getByRole('region', { name: 'Events' });
    this.processes = page.getByRole('table', { name: 'Processes' });
  }

  chart(title: 'CPU' | 'Memory' | 'Network' | 'Disk' | 'Processes'): Locator {
    return this.panel.getByRole('figure', { name: title, exact: true });
  }

  async choose(span: '10 min' | '1 h' | '24 h' | '7 d'): Promise<void> {
    await this.panel.getByRole('radio', { name: span, exact: true }).click();
  }

  /** How the drawn lines look in one chart: bytes of its picture, to be told from another one. */
  async picture(title: 'CPU' | 'Memory'): Promise<Buffer> {
    return await this.chart(title).locator('canvas').screenshot();
  }
}
