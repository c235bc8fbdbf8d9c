import { expect, type Locator, type Page } from '@playwright/test';

export class TerminalPanel {
  readonly panel: Locator;
  readonly tabs: Locator;
  /** Offered when a session is over. */
  readonly newSession: Locator;
  /** The plus beside the tabs. */
  readonly #add: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('region', { name: 'Terminal' });
    this.tabs = this.panel.getByRole('tab');
    const opens = this.panel.getByRole('button', { name: 'New session' });
    this.newSession = opens.filter({ hasText: 'New session' });
    this.#add = opens.filter({ hasNotText: 'New session' });
  }

  /** What the terminal shows; xterm draws it for eyes, so there is no role to find it by. */
  get screen(): Locator {
    return this.panel.locator('.xterm-rows');
  }

  /** Types a line as a person at the keyboard does. */
  async type(line: string): Promise<void> {
    await this.panel.getByRole('textbox', { name: 'Terminal input' }).focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  /** One more shell, by the plus beside the tabs. */
  async openShell(): Promise<void> {
    await this.#add.click();
    await this.#page.getByRole('menuitem', { name: 'New shell' }).click();
  }

  async ready(): Promise<void> {
    await expect(this.screen).toContainText('#');
  }

  /** The size that the shell believes its terminal has. */
  async size(): Promise<{ readonly rows: number; readonly columns: number }> {
    await this.type('clear; echo "size: $(stty size)"');
    await expect(this.screen).toContainText(/size: \d+ \d+/);
    const [, rows, columns] = /size: (\d+) (\d+)/.exec(await this.screen.innerText()) ?? [];
    return { rows: Number(rows), columns: Number(columns) };
  }
}
