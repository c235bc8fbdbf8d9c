import { app, ipcMain, protocol, type Session, session, shell, type WebContents } from 'electron';
import { failure } from '../desktop-api/answers.ts';
import type { DesktopApi } from '../desktop-api/desktop-api.ts';
import type { IpcChannel } from '../ipc-contract.ts';
import { isOwnPage, isTrustedSender, mayOpenOutside, PAGE_SCHEME } from '../navigation-policy.ts';
import { messagePortTransport } from './message-port-transport.ts';

const STREAM_PORT: IpcChannel = 'gantry:stream-port';

/** Tells Electron about `app://` before it is ready: an origin of its own, secure, with `fetch` and streamed answers. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves the desktop to this app's windows, once Electron is ready. */
export function serveElectron(api: DesktopApi): void {
  protocol.handle(PAGE_SCHEME, (request) =>
    isOwnPage(request.url) ? api.fetch(request) : failure(403, 'This is no address of Gantry.'),
  );
  ipcMain.on(STREAM_PORT, (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    if (isTrustedSender(event.senderFrame)) api.serve(messagePortTransport(port));
    else port.close();
  });
  refusePermissions(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** A page of ours asks for nothing but the clipboard, and writes to it only. */
function refusePermissions(pages: Session): void {
  const isGranted = (permission: string) => permission === 'clipboard-sanitized-write';
  pages.setPermissionRequestHandler((_contents, permission, answer) => answer(isGranted(permission)));
  pages.setPermissionCheckHandler((_contents, permission) => isGranted(permission));
  pages.setDevicePermissionHandler(() => false);
}

/** Keeps a window on its page: links to elsewhere open in the system's browser, or nowhere. */
function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
