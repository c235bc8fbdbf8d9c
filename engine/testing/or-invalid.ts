import { isKind } from '../base/errors.ts';

/** What `read` answers, or undefined when it refuses with `invalid`; any other failure goes through. For fuzzing parsers. */
export function orInvalid<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isKind(error, 'invalid')) return undefined;
    throw error;
  }
}
