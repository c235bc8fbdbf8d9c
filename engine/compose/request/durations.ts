import { fault } from '../../base/errors.ts';
import { parseGoDuration } from '../../base/go-duration.ts';

/** Nanoseconds of a duration of the file; undefined for none. Throws `invalid`. */
export function nanoseconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = parseGoDuration(text);
  if (found === undefined) throw fault('invalid', `${text} is no duration`);
  return found;
}

/** Whole seconds, rounded up; undefined for none. */
export function seconds(text: string | undefined): number | undefined {
  const found = nanoseconds(text);
  return found === undefined ? undefined : Math.ceil(found / 1e9);
}
