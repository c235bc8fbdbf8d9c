/** Where a window may go, and what it may hand to the system's browser. Pure; `shells/electron.ts` applies it. */

/** The scheme and host of Gantry's own pages in Electron. */
export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'gantry';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`;

/** True for an address of Gantry's own page. */
export function isOwnPage(address: string): boolean {
  const url = parse(address);
  return url !== undefined && url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST;
}

/** True for what a page may open outside: web pages only, and none that smuggles a user name in front of the host. */
export function mayOpenOutside(address: string): boolean {
  const url = parse(address);
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || url.protocol === 'http:';
}

/** The sender of an IPC message, as far as trust depends on it. */
export interface Sender {
  readonly url: string;
  /** Null for the top frame of a window. */
  readonly parent: unknown;
}

/** True for the top frame of a window that shows Gantry's own page; a frame that is gone (null) is not trusted. */
export function isTrustedSender(sender: Sender | null): boolean {
  return sender !== null && sender.parent === null && isOwnPage(sender.url);
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
