import { fault } from '../../base/errors.ts';
import { badDestination } from './paths.ts';

/** Options without a value that a tmpfs takes (mount(8); the list is Docker's). */
const FLAGS: ReadonlySet<string> = new Set(
  (
    'defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime ' +
    'nodiratime bind rbind private rprivate shared rshared slave rslave unbindable runbindable relatime norelatime ' +
    'strictatime nostrictatime'
  ).split(' '),
);
/** Options with a value (tmpfs(5)). */
const WITH_VALUE: ReadonlySet<string> = new Set([
  'mode',
  'uid',
  'gid',
  'nr_inodes',
  'nr_blocks',
  'size',
  'mpol',
]);

/** Checks `--tmpfs DESTINATION:OPTIONS`. Throws `invalid` in Docker's words. */
export function checkTmpfs(destination: string, options: string): void {
  const bad = badDestination(destination);
  if (bad !== undefined) throw fault('invalid', bad);
  for (const option of options.split(',').filter(Boolean)) {
    const at = option.indexOf('=');
    const isKnown =
      at < 0 ? FLAGS.has(option) : WITH_VALUE.has(option.slice(0, at)) && at + 1 < option.length;
    if (!isKnown) throw fault('invalid', `Invalid tmpfs option ${JSON.stringify(option)}`);
  }
}

/** What `--mount type=tmpfs` may say beside size and mode. */
const EXTRA: ReadonlySet<string> = new Set(['exec', 'noexec']);

/** The options of `--mount type=tmpfs` in the form of `--tmpfs`; a sentence says why they are none. */
export function tmpfsOptions(
  asked: {
    readonly SizeBytes?: number;
    readonly Mode?: number;
    readonly Options?: readonly (readonly string[])[];
  },
  readOnly: boolean,
): { readonly options: string } | { readonly why: string } {
  const { SizeBytes: size = 0, Mode: mode = 0, Options: extra = [] } = asked;
  if (size < 0) return { why: 'the size of a tmpfs cannot be negative' };
  if (mode < 0 || mode > 0o7777) return { why: `invalid tmpfs mode: ${mode.toString(8)}` };
  for (const [name = '', ...rest] of extra) {
    if (name === '' || rest.length > 1) return { why: 'invalid option array length' };
    if (!EXTRA.has(name)) return { why: `invalid option: ${name}` };
  }
  return {
    options: [
      ...(readOnly ? ['ro'] : []),
      ...(mode === 0 ? [] : [`mode=${mode.toString(8)}`]),
      ...(size === 0 ? [] : [`size=${size}`]),
      ...extra.map((option) => option.join('=')),
    ].join(','),
  };
}
