import { expect, type Locator, type Page } from '@playwright/test';

/** What a person fills in to run a container. */
interface RunForm {
  readonly image?: string;
  readonly name?: string;
  readonly command?: string;
  readonly interactive?: boolean;
}

export class RunDialog {
  readonly dialog: Locator;
  readonly image: Locator;
  readonly name: Locator;
  readonly command: Locator;
  readonly interactive: Locator;
  /** The same as a `docker run` command. */
  readonly commandLine: Locator;
  readonly run: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Run a container' });
    this.image = this.dialog.getByRole('combobox', { name: 'Image' });
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.command = this.dialog.getByRole('textbox', { name: 'Command', exact: true });
    this.interactive = this.dialog.getByRole('switch', { name: 'Interactive terminal' });
    this.commandLine = this.dialog.getByLabel('Command line', { exact: true });
    this.run = this.dialog.getByRole('button', { name: 'Run', exact: true });
  }

  async fill({ image, name, command, interactive }: RunForm): Promise<void> {
    await expect(this.dialog).toBeVisible();
    if (image !== undefined) await this.image.fill(image);
    if (name !== undefined) await this.name.fill(name);
    if (command !== undefined) await this.command.fill(command);
    if (interactive !== undefined) await this.interactive.setChecked(interactive);
  }

  /** Adds a mount; `kind` as it is written in the list. */
  async mount(mount: {
    readonly kind: string;
    readonly source?: string;
    readonly target: string;
  }): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Add mount' }).click();
    const row = this.dialog.getByRole('group', { name: /^Mount \d+$/ }).last();
    await row.getByRole('combobox', { name: /^Kind of mount/ }).click();
    await this.dialog.page().getByRole('option', { name: mount.kind }).click();
    if (mount.source !== undefined)
      await row.getByLabel(/^(Volume|Folder of the host) \d+$/).fill(mount.source);
    await row.getByLabel(/^Place in the container/).fill(mount.target);
  }

  async submit(): Promise<void> {
    await this.run.click();
    await expect(this.dialog).toBeHidden();
  }
}
