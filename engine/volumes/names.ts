import { fault } from '../base/errors.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** A name is a folder's name (NAME_MAX of every file system that Linux has). */
const LONGEST = 255;

/** Checks a volume's name by the rules of Docker's driver `local`. Throws `invalid` in its words. */
export function checkVolumeName(name: string): void {
  if (name.length === 1) {
    throw fault(
      'invalid',
      `create ${name}: volume name is too short, names should be at least two alphanumeric characters`,
    );
  }
  if (!NAME.test(name)) {
    throw fault(
      'invalid',
      `create ${name}: ${JSON.stringify(name)} includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
    );
  }
  if (name.length > LONGEST) {
    throw fault('invalid', `create ${name}: the name is longer than ${LONGEST} characters`);
  }
}
