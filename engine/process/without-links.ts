const APART = ['--mount', '--propagation', 'private', '--'];

/**
 * The command that runs `command` in a mount namespace of its own where nothing below `folder` leads through a symlink
 * (mount(8), nosymfollow): whoever writes there, a container say, cannot lead the program elsewhere by putting a link in
 * the place of a folder. Links themselves are still copied and read. The program starts in `folder`, and is killed when we are
 * (prctl(2), PR_SET_PDEATHSIG): nobody writes into what our successor tidies up.
 */
export function withoutLinks(
  folder: string,
  command: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,nosymfollow "$0" && cd "$0" && exec "$@"';
  return [
    'setpriv',
    ['--pdeathsig', 'KILL', 'unshare', ...APART, 'sh', '-c', script, folder, command, ...args],
  ];
}
