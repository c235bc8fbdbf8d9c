import { DesktopError } from '../desktop-error.ts';

const PREFIX = '/engine/';

/**
 * The path and query that the engine gets for an address of the page: `/engine/containers/json?all=1` becomes
 * `/containers/json?all=1`. Dot segments are resolved first, so they cannot climb out; escapes are passed on as they
 * are (`%2F` in an image name belongs to the engine). Throws 400 for anything else, `//host` tricks included.
 */
export function enginePath(address: string): string {
  const url = URL.canParse(address, 'http://page') ? new URL(address, 'http://page') : undefined;
  const rest =
    url?.host === 'page' && url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length) : undefined;
  if (url === undefined || rest === undefined || rest.startsWith('/') || address.includes('\\')) {
    throw new DesktopError(
      400,
      'The address of an engine request must begin with "/engine/" and one path segment.',
    );
  }
  return `/${rest}${url.search}`;
}
