import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import type { HostStatus } from './desktop-api/types.ts';
import { engineSentence, type MenuActions, trayMenu } from './menu.ts';

/** The icon in the system's tray. Undefined where there is no icon to show. */
export function openTray(
  icons: string,
  actions: MenuActions,
): { show(status: HostStatus): void } | undefined {
  const icon = nativeImage.createFromPath(join(icons, 'tray.png'));
  if (icon.isEmpty()) return undefined;
  const tray = new Tray(icon);
  tray.on('click', actions.showWindow);
  return {
    show(status) {
      tray.setToolTip(`Gantry: ${engineSentence(status)}`);
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(status, actions)));
    },
  };
}
