import type { MenuItemConstructorOptions } from 'electron';
import type { HostStatus } from './desktop-api/types.ts';

/** What menus and the tray can do. */
export interface MenuActions {
  readonly showWindow: () => void;
  readonly newWindow: () => void;
  readonly startEngine: () => void;
  readonly stopEngine: () => void;
  readonly quit: () => void;
}

/** The application menu for a host's status. */
export function applicationMenu(status: HostStatus, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: '&File',
      submenu: [
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
        { type: 'separator' },
        { label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: actions.quit },
      ],
    },
    { label: '&Edit', role: 'editMenu' },
    { label: '&View', role: 'viewMenu' },
    { label: 'E&ngine', submenu: engineItems(status, actions) },
    { label: '&Window', role: 'windowMenu' },
  ];
}

/** The menu behind the tray icon. */
export function trayMenu(status: HostStatus, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { label: engineSentence(status), enabled: false },
    { type: 'separator' },
    { label: 'Show Gantry', click: actions.showWindow },
    ...engineItems(status, actions),
    { type: 'separator' },
    { label: 'Quit', click: actions.quit },
  ];
}

/** How the engine stands, in a few words. */
export function engineSentence({ state, host }: HostStatus): string {
  const what = host === 'local' ? 'Engine' : 'Remote engine';
  return state === 'failed' ? `${what} is not answering` : `${what} is ${state}`;
}

function engineItems({ host, state }: HostStatus, actions: MenuActions): MenuItemConstructorOptions[] {
  const canStart = state === 'stopped' || state === 'failed';
  const canStop = host === 'local' && (state === 'running' || state === 'starting');
  return [
    { label: host === 'local' ? 'Start Engine' : 'Connect', enabled: canStart, click: actions.startEngine },
    ...(host === 'local' ? [{ label: 'Stop Engine', enabled: canStop, click: actions.stopEngine }] : []),
  ];
}
