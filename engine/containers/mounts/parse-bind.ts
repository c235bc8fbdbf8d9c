import { fault } from '../../base/errors.ts';
import { parseMode } from './mode.ts';
import { badAbsolute, badDestination, cleanPath } from './paths.ts';
import type { BindWish, VolumeWish } from './wish.ts';

/** What Docker shows for a volume of which nothing was said. */
export const VOLUME_MODE = 'z';

/**
 * Reads one of `HostConfig.Binds`, what `-v` became: `[SOURCE:]DESTINATION[:MODE]`, where an absolute source is a path on the host
 * and any other a volume's name. Throws `invalid` in Docker's words.
 *
 * @param driver `HostConfig.VolumeDriver`
 */
export function parseBind(text: string, driver: string): VolumeWish | BindWish {
  const [first = '', second, third, ...more] = text.split(':');
  const spec = `invalid volume specification: '${text}'`;
  // DESTINATION:MODE is not allowed.
  const isOdd =
    first === '' || more.length > 0 || (third === undefined && second !== undefined && parseMode(second));
  if (isOdd) throw fault('invalid', spec);
  const mode = parseMode(third ?? '');
  if (mode === undefined) throw fault('invalid', `invalid mode: ${third ?? ''}`);
  const source = second === undefined ? '' : first;
  const destination = second ?? first;
  const type = source.startsWith('/') ? 'bind' : 'volume';
  const refuse = (why: string) =>
    fault('invalid', `${spec}: invalid mount config for type "${type}": ${why}`);
  if (destination === '') throw refuse('field Target must not be empty');
  const bad = badDestination(destination) ?? (type === 'bind' ? badAbsolute(source) : undefined);
  if (bad !== undefined) throw refuse(bad);
  const common = { destination: cleanPath(destination), readOnly: mode.readOnly, mode: third ?? '' };
  if (type === 'bind') {
    if (!mode.copy) throw refuse('field VolumeOptions must not be specified');
    return {
      ...common,
      type,
      source: cleanPath(source),
      createSource: true,
      propagation: mode.propagation,
      recursive: true,
      readOnlySubmounts: 'try',
    };
  }
  if (mode.propagation !== undefined) throw refuse('field BindOptions must not be specified');
  if (source === '' && mode.readOnly) {
    throw refuse('must not set ReadOnly mode when using anonymous volumes');
  }
  return {
    ...common,
    type,
    mode: common.mode || VOLUME_MODE,
    name: source,
    driver,
    driverOptions: {},
    labels: {},
    copy: mode.copy,
    subpath: undefined,
    readOnlySubmounts: 'try',
  };
}

/** Reads one of `HostConfig.VolumesFrom`, `CONTAINER[:ro|rw]`. Throws `invalid` in Docker's words. */
export function parseVolumesFrom(text: string): { readonly container: string; readonly readOnly: boolean } {
  if (text === '') throw fault('invalid', 'volumes-from specification cannot be an empty string');
  const at = text.indexOf(':');
  if (at < 0) return { container: text, readOnly: false };
  const word = text.slice(at + 1);
  const mode = parseMode(word);
  if (mode === undefined || mode.propagation !== undefined || !mode.copy) {
    throw fault('invalid', `invalid mode: ${word}`);
  }
  return { container: text.slice(0, at), readOnly: mode.readOnly };
}
