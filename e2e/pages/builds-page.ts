import type { Locator, Page } from '@playwright/test';
import { DockerfileEditor } from './dockerfile-editor.ts';

/** The list of builds, and the page of one of them. */
export class BuildsPage {
  readonly main: Locator;
  readonly build: Locator;
  readonly dockerfile: Locator;
  readonly output: Locator;
  readonly graph: Locator;
  /** What begins a build, and what finds a folder for it. */
  readonly start: Locator;
  readonly folders: Locator;
  readonly starter: Locator;
  readonly editor: DockerfileEditor;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.main = page.getByRole('main', { name: 'Builds', exact: true });
    this.build = page.getByRole('main', { name: 'Build', exact: true });
    this.dockerfile = this.build.getByRole('region', { name: 'Dockerfile' });
    this.graph = this.build.getByRole('region', { name: 'Graph' });
    this.start = page.getByRole('dialog', { name: 'Build an image' });
    this.folders = page.getByRole('dialog', { name: 'Choose the folder to build' });
    this.starter = page.getByRole('main', { name: 'New Dockerfile' });
    this.editor = new DockerfileEditor(page);
    this.output = this.build.getByRole('region', { name: 'Output' });
  }

  row(name: string): Locator {
    return this.main.getByRole('row').filter({ has: this.#page.getByRole('link', { name, exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
  }

  /** The step whose instruction begins so, as a line of the list. */
  step(text: string): Locator {
    return this.build
      .getByRole('region', { name: 'Steps' })
      .getByRole('listitem')
      .filter({ has: this.#page.getByRole('button', { name: `: ${text}` }) });
  }
}
