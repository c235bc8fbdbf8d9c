import type { Locator, Page } from '@playwright/test';

/** The list of Compose projects, the page of one, and the plan that is shown before anything is done. */
export class ComposePage {
  readonly main: Locator;
  readonly project: Locator;
  readonly open: Locator;
  /** The dialog of a plan, and then of how it goes. */
  readonly plan: Locator;
  readonly steps: Locator;
  readonly data: Locator;
  readonly problems: Locator;
  readonly editor: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Compose', exact: true });
    this.project = page.getByRole('main', { name: 'Project', exact: true });
    this.open = page.getByRole('dialog', { name: 'Open a project' });
    this.plan = page.getByRole('dialog');
    this.steps = this.plan.getByRole('list', { name: 'Steps' });
    this.data = this.plan.getByRole('list', { name: 'Data' });
    this.problems = this.project.getByRole('region', { name: 'Problems' });
    this.editor = this.project.locator('.cm-content');
  }

  async openPath(path: string): Promise<void> {
    await this.main.getByRole('button', { name: /^Open/ }).first().click();
    await this.open.getByRole('textbox', { name: 'Compose file or folder' }).fill(path);
    await this.open.getByRole('button', { name: 'Open', exact: true }).click();
  }

  service(name: string): Locator {
    return this.project.getByRole('listitem', { name: `Service ${name}` });
  }

  async tab(name: string): Promise<void> {
    await this.project.getByRole('tab', { name }).click();
  }

  async choose(action: string): Promise<void> {
    await this.project.getByRole('button', { name: 'More actions' }).click();
    await this.#page.getByRole('menuitem', { name: action }).click();
  }

  /** Carries the shown plan out and waits until that is over. */
  async confirm(verb: string): Promise<void> {
    await this.plan.getByRole('button', { name: verb, exact: true }).click();
    await this.plan.getByRole('button', { name: 'Close' }).last().waitFor();
  }

  async close(): Promise<void> {
    await this.plan.getByRole('button', { name: 'Close' }).last().click();
    await this.plan.waitFor({ state: 'hidden' });
  }
}
