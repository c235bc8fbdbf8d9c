import type { Locator, Page } from '@playwright/test';

/** The map of the networks, and what stands beside it. */
export class NetworkMap {
  readonly picture: Locator;
  readonly list: Locator;
  readonly answer: Locator;
  readonly from: Locator;
  readonly to: Locator;
  readonly port: Locator;
  readonly #question: Locator;

  constructor(page: Page) {
    this.picture = page.getByRole('region', { name: 'Map', exact: true });
    this.list = page.getByRole('region', { name: 'The map as a list' });
    this.#question = page.getByRole('region', { name: 'Who reaches whom' });
    this.answer = this.#question.getByRole('group', { name: 'Answer' });
    this.from = this.#question.getByRole('combobox', { name: 'A, who asks' });
    this.to = this.#question.getByRole('combobox', { name: 'B, who is asked' });
    this.port = this.#question.getByRole('combobox', { name: 'Port' });
  }

  /** A container in the picture; pressing it makes it the one who asks, or who is asked. */
  container(name: string): Locator {
    return this.picture.getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  /** A container's line in the list, below its network. */
  member(network: string, name: string): Locator {
    return this.list
      .getByRole('region', { name: network, exact: true })
      .getByRole('listitem')
      .filter({ hasText: name });
  }

  async ask(question: { readonly from: string; readonly to: string; readonly port: number }): Promise<void> {
    await this.from.fill(question.from);
    await this.to.fill(question.to);
    await this.port.fill(String(question.port));
    await this.tryIt();
  }

  async tryIt(): Promise<void> {
    await this.#question.getByRole('button', { name: 'Try' }).click();
  }
}
