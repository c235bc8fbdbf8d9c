import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_URL } from './navigation-policy.ts';

/** Opens a window on Gantry's page. It shows when the page has something to show. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Gantry',
    width: 1280,
    height: 820,
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(PAGE_URL);
  return window;
}

/** Brings the app's window to the front, opening one when there is none. */
export function showWindow(preload: string): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return void openWindow(preload);
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
