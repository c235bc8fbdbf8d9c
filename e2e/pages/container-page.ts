import type { Locator, Page } from '@playwright/test';
import { InspectPanel } from './inspect-panel.ts';
import { LogPanel } from './log-panel.ts';
import { StatsPanel } from './stats-panel.ts';
import { TerminalPanel } from './terminal-panel.ts';

export class ContainerPage {
  readonly main: Locator;
  readonly log: LogPanel;
  readonly terminal: TerminalPanel;
  readonly inspect: InspectPanel;
  readonly stats: StatsPanel;

  constructor(page: Page) {
    this.main = page.getByRole('main', { name: 'Container', exact: true });
    this.log = new LogPanel(page);
    this.terminal = new TerminalPanel(page);
    this.inspect = new InspectPanel(page);
    this.stats = new StatsPanel(page);
  }

  async show(tab: 'Logs' | 'Stats' | 'Processes' | 'Terminal' | 'Inspect'): Promise<void> {
    await this.main.getByRole('tab', { name: tab, exact: true }).first().click();
  }

  async press(action: 'Start' | 'Stop' | 'Restart'): Promise<void> {
    await this.main.getByRole('button', { name: action, exact: true }).first().click();
  }

  async choose(entry: string): Promise<void> {
    await this.main.getByRole('button', { name: 'More actions' }).click();
    await this.main.page().getByRole('menuitem', { name: entry }).click();
  }
}
