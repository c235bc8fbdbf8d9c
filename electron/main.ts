import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, Menu, nativeTheme } from 'electron';
import { type Desktop, openDesktop } from './desktop.ts';
import { messageOf } from './desktop-error.ts';
import { layoutAround } from './layout.ts';
import { applicationMenu, type MenuActions } from './menu.ts';
import { desktopOptions, knownFlags } from './options.ts';
import { registerPageScheme, serveElectron } from './shells/electron.ts';
import { openTray } from './tray.ts';
import { openWindow, showWindow } from './window.ts';

/** The Electron app: its life from start to quit. What a window can do is in `desktop-api/`, as in the browser shell. */
const layout = layoutAround(import.meta.dirname);
const log = (line: string) => process.stderr.write(`gantry: ${line}\n`);

const QUIT_WITHIN_MS = 2_800;

async function run(): Promise<void> {
  const options = desktopOptions(knownFlags(process.argv.slice(1)), process.env);
  app.setPath('userData', ownFolder(options.configDir));
  // One app for each config folder: a second start only brings the first one's window to the front.
  if (!app.requestSingleInstanceLock()) return app.quit();
  registerPageScheme();
  app.on('second-instance', () => showWindow(layout.preload));
  app.on('activate', () => showWindow(layout.preload));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  const desktop = await openDesktop(options, layout, 'electron', log, chooseFolder);
  quitCleanly(desktop);
  applyTheme(desktop);
  serveElectron(desktop.api);
  showMenus(desktop);
  void desktop.host.start();
  openWindow(layout.preload);
}

/** Where Electron keeps what is its own (caches, the lock of the single instance). */
function ownFolder(configDir: string): string {
  const folder = join(configDir, 'electron');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function chooseFolder(): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Choose a folder',
    properties: ['openDirectory', 'createDirectory', 'showHiddenFiles'],
  });
  return canceled ? undefined : filePaths[0];
}

function quitCleanly(desktop: Desktop): void {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    setTimeout(() => app.exit(0), QUIT_WITHIN_MS).unref();
    void desktop
      .close()
      .catch((error: unknown) => log(messageOf(error)))
      .then(() => app.exit(0));
  });
}

function applyTheme({ settings }: Desktop): void {
  nativeTheme.themeSource = settings.get().theme;
  settings.subscribe(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

function showMenus({ host }: Desktop): void {
  const told = (asked: Promise<unknown>) => {
    asked.catch((error: unknown) => dialog.showErrorBox('Gantry', messageOf(error)));
  };
  const actions: MenuActions = {
    showWindow: () => showWindow(layout.preload),
    newWindow: () => void openWindow(layout.preload),
    startEngine: () => told(host.start()),
    stopEngine: () => told(host.stop()),
    quit: () => app.quit(),
  };
  const tray = openTray(layout.icons, actions);
  const show = () => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(host.status(), actions)));
    tray?.show(host.status());
  };
  host.subscribe(show);
  show();
}

run().catch((error: unknown) => {
  log(messageOf(error));
  app.exit(1);
});
