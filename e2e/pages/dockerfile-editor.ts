import type { Locator, Page } from '@playwright/test';

/** The page on which a Dockerfile of this machine is edited. */
export class DockerfileEditor {
  readonly main: Locator;
  readonly text: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Dockerfile' });
    this.text = this.main.getByRole('textbox', { name: /^Content of / });
    this.problems = this.main.getByRole('region', { name: 'Problems' });
  }

  /** Puts another text in place of the whole. */
  async write(text: string): Promise<void> {
    await this.text.fill(text);
  }

  async press(button: string): Promise<void> {
    await this.main.getByRole('button', { name: button, exact: true }).click();
  }
}
