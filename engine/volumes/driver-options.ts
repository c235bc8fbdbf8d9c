import { fault } from '../base/errors.ts';

/** What the driver `local` is told to mount; undefined for a plain folder. */
export interface DriverOptions {
  /** A file system's type; `none` for a bind mount. */
  readonly type: string;
  /** As after `-o` of mount(8); may be empty. */
  readonly o: string;
  readonly device: string;
}

const KNOWN = ['type', 'o', 'device', 'size'];
const NEEDS: readonly (readonly [string, string])[] = [
  ['device', 'type'],
  ['type', 'device'],
  ['o', 'device'],
  ['o', 'type'],
];

/** Checks the options of the driver `local`. Throws `invalid` in Docker's words. */
export function parseDriverOptions(
  name: string,
  options: Readonly<Record<string, string>>,
): DriverOptions | undefined {
  const refuse = (why: string) => fault('invalid', `create ${name}: ${why}`);
  for (const option of Object.keys(options)) {
    if (!KNOWN.includes(option)) throw refuse(`invalid option: ${JSON.stringify(option)}`);
  }
  for (const [option, other] of NEEDS) {
    if (option in options && !(other in options)) {
      throw refuse(`missing required option: ${JSON.stringify(other)}`);
    }
  }
  if ('size' in options) throw refuse('quota size requested but no quota support');
  const { type = '', o = '', device = '' } = options;
  if (type === '' && device === '' && o === '') return undefined;
  for (const [option, value] of Object.entries({ type, o, device })) {
    if (value.includes('\0')) throw refuse(`the option ${option} holds a NUL byte`);
  }
  if (device === '') throw refuse('missing device in volume options');
  return { type: type === '' ? 'none' : type, o, device };
}
