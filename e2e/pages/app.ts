import { expect, type Locator, type Page } from '@playwright/test';
import { BuildsPage } from './builds-page.ts';
import { ComposePage } from './compose-page.ts';
import { ContainerPage } from './container-page.ts';
import { ContainersPage } from './containers-page.ts';
import { DiskPage } from './disk-page.ts';
import { EditDialog } from './edit-dialog.ts';
import { ImagePage } from './image-page.ts';
import { ImagesPage } from './images-page.ts';
import { LoginDialog } from './login-dialog.ts';
import { LogsPage } from './logs-page.ts';
import { NetworkMap } from './network-map.ts';
import { NetworksPage } from './networks-page.ts';
import { PullDialog } from './pull-dialog.ts';
import { RemovalDialog } from './removal-dialog.ts';
import { RunDialog } from './run-dialog.ts';
import { SettingsPage } from './settings-page.ts';
import { VolumesPage } from './volumes-page.ts';

/** The whole window: the sidebar, and the pages that it leads to. */
export class App {
  readonly page: Page;
  readonly containers: ContainersPage;
  readonly container: ContainerPage;
  readonly images: ImagesPage;
  readonly image: ImagePage;
  readonly disk: DiskPage;
  readonly builds: BuildsPage;
  readonly compose: ComposePage;
  readonly volumes: VolumesPage;
  readonly networks: NetworksPage;
  readonly networkMap: NetworkMap;
  readonly logs: LogsPage;
  readonly pullDialog: PullDialog;
  readonly loginDialog: LoginDialog;
  readonly settings: SettingsPage;
  readonly runDialog: RunDialog;
  readonly edit: EditDialog;
  readonly removal: RemovalDialog;
  /** The corner that tells how the engine is. */
  readonly engineBadge: Locator;

  constructor(page: Page) {
    this.page = page;
    this.containers = new ContainersPage(page);
    this.container = new ContainerPage(page);
    this.images = new ImagesPage(page);
    this.image = new ImagePage(page);
    this.disk = new DiskPage(page);
    this.builds = new BuildsPage(page);
    this.compose = new ComposePage(page);
    this.volumes = new VolumesPage(page);
    this.networks = new NetworksPage(page);
    this.networkMap = new NetworkMap(page);
    this.logs = new LogsPage(page);
    this.pullDialog = new PullDialog(page);
    this.loginDialog = new LoginDialog(page);
    this.settings = new SettingsPage(page);
    this.runDialog = new RunDialog(page);
    this.edit = new EditDialog(page);
    this.removal = new RemovalDialog(page);
    this.engineBadge = page.getByRole('status', { name: 'Engine', exact: true });
  }

  /** Opens the window and waits until the engine answers. */
  static async open(page: Page, url: string): Promise<App> {
    const app = new App(page);
    await page.goto(url);
    await app.engineRuns();
    return app;
  }

  async engineRuns(): Promise<void> {
    await expect(this.engineBadge).toContainText('Engine running', { timeout: 30_000 });
  }

  /** Asks the desktop host for something that a person reaches by a menu of the system. */
  async post(path: string): Promise<void> {
    const { origin } = new URL(this.page.url());
    const answer = await this.page.request.post(`${origin}${path}`, { headers: { origin } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  async goTo(
    name:
      | 'Containers'
      | 'Images'
      | 'Builds'
      | 'Compose'
      | 'Volumes'
      | 'Networks'
      | 'Logs'
      | 'Disk'
      | 'Settings',
  ): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await expect(this.page.getByRole('main', { name })).toBeVisible();
  }
}
