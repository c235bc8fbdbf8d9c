import { fault, isKind } from '../../base/errors.ts';
import type { ContainerStore } from '../store.ts';

/** Reads `CONTAINER[:ALIAS]`; inspect's form `/db:/web/alias` too. Throws `invalid`. */
function parseLink(text: string): { readonly container: string; readonly alias: string } {
  const [container = '', alias = container, ...more] = text.split(':');
  const last = alias.slice(alias.lastIndexOf('/') + 1);
  const name = container.replace(/^\//, '');
  if (name === '' || last === '' || more.length > 0) throw fault('invalid', `bad format for links: ${text}`);
  return { container: name, alias: last };
}

/** Alias to container id. Throws `invalid` for a container that is not there. */
export function resolveLinks(
  store: ContainerStore,
  links: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    links.map((text) => {
      const { container, alias } = parseLink(text);
      try {
        return [alias, store.find(container).record.id];
      } catch (error) {
        if (!isKind(error, 'not-found')) throw error;
        throw fault(
          'invalid',
          `could not get container for ${container}: No such container: ${container}`,
          error,
        );
      }
    }),
  );
}
