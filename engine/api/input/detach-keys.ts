import { fault } from '../../base/errors.ts';

/** Lets go of a container when typed in its terminal: ctrl-p, ctrl-q. */
const DEFAULT_DETACH_KEYS: readonly number[] = [16, 17];

const CONTROL = new Map<string, number>([
  ...'@abcdefghijklmnopqrstuvwxyz'
    .split('')
    .map((letter, code): [string, number] => [`ctrl-${letter}`, code]),
  ['ctrl-[', 27],
  ['ctrl-\\', 28],
  ['ctrl-]', 29],
  ['ctrl-^', 30],
  ['ctrl-_', 31],
  ['DEL', 127],
]);

/**
 * Reads a key sequence such as `ctrl-p,ctrl-q`: single characters, `ctrl-` with a letter or one of `@[\]^_`, or `DEL`,
 * separated by commas. Missing or empty means the default. Throws `invalid` in Docker's words.
 */
export function parseDetachKeys(text: string | undefined): readonly number[] {
  if (text === undefined || text === '') return DEFAULT_DETACH_KEYS;
  return text.split(',').map((key) => {
    const code = CONTROL.get(key) ?? (key.length === 1 ? key.charCodeAt(0) : undefined);
    if (code === undefined || code > 127) {
      throw fault('invalid', `Invalid detach keys ${text} provided`);
    }
    return code;
  });
}
