import type { Locator, Page } from '@playwright/test';

export class DiskPage {
  readonly main: Locator;
  readonly choices: Locator;
  readonly plan: Locator;
  readonly freed: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Disk' });
    this.choices = this.main.getByRole('region', { name: 'What may go' });
    this.plan = this.main.getByRole('region', { name: 'Plan', exact: true });
    this.freed = this.main.getByRole('region', { name: 'What was freed' });
  }

  async show(part: 'Map' | 'Reclaim space'): Promise<void> {
    await this.main.getByRole('radio', { name: part }).click();
  }

  async choose(label: string): Promise<void> {
    await this.choices.getByRole('checkbox', { name: label, exact: true }).click();
  }

  /** The bytes that the plan names, once it is there. */
  async plannedBytes(): Promise<number> {
    return bytesIn(await this.plan.getByText(/[\d,]+ bytes in \d+ deletions?/).innerText());
  }

  async freedBytes(): Promise<number> {
    return bytesIn(await this.freed.getByText(/[\d,]+ bytes, measured/).innerText());
  }

  /** What the plan lists under a heading. */
  planned(
    heading: 'Images' | 'Names taken away' | 'Containers' | 'Logs of removed containers' | 'Unpacked layers',
  ): Locator {
    return this.plan.getByRole('region', { name: heading }).getByRole('listitem');
  }

  async apply(): Promise<void> {
    await this.plan.getByRole('button', { name: /^Free / }).click();
    await this.#page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Delete and free/ })
      .click();
  }
}

function bytesIn(text: string): number {
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}
