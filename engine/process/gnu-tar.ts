import { Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { ProgramError } from './run.ts';
import { feedProgram, stream } from './stream.ts';

/** Blocks of 512 bytes that are read and written at a time: 128 KiB. */
const BLOCKS = 256;

/**
 * Unpacks a plain tar stream into `folder` with GNU tar: owners by number, modes with setuid, times, hard links, devices
 * and extended attributes as they are written. Folder times are set last, so that later members do not touch them.
 *
 * Throws what `tar` itself threw; `system` when the disk is to blame; `invalid`, naming the member, when GNU tar cannot
 * make it. What was unpacked until then stays.
 */
export async function extractTar(tar: AsyncIterable<Buffer>, folder: string): Promise<void> {
  try {
    await feedProgram(
      'tar',
      [
        '--extract',
        '--file=-',
        `--blocking-factor=${BLOCKS}`,
        `--directory=${folder}`,
        '--numeric-owner',
        '--same-owner',
        '--preserve-permissions',
        '--delay-directory-restore',
        '--xattrs',
        '--xattrs-include=*',
        '--warning=no-timestamp',
      ],
      { input: tar },
    );
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const said = withReason(firstComplaint(error.stderr));
    if (/No space left|Disk quota|Read-only file system|Input\/output error/.test(said)) {
      throw fault(
        'system',
        `cannot unpack the archive into ${folder}: ${said}; free some space and try again`,
        error,
      );
    }
    throw fault('invalid', `cannot unpack the archive: ${said}`, error);
  }
}

/**
 * What is below `folder` as a plain tar stream (pax format), sorted by name, every name beginning with `./`. Files that
 * change while they are read are no error (a running container's), sockets are left out. Throws `system`.
 */
export function packTar(folder: string): AsyncGenerator<Buffer> {
  return stream('tar', [...PACK, `--directory=${folder}`, '--sort=name', '.'], { successExitCodes: [0, 1] });
}

/**
 * As `packTar`, but only of the members named (one character per byte, relative to `folder`), not of what they hold. `loose`: those
 * that are not there any more are passed over.
 */
export function packMembers(
  folder: string,
  names: readonly string[],
  options: { readonly loose?: boolean } = {},
): AsyncGenerator<Buffer> {
  const list = Buffer.from(names.map((name) => `./${name}\0`).join(''), 'latin1');
  return stream(
    'tar',
    [...PACK, `--directory=${folder}`, '--no-recursion', '--null', '--verbatim-files-from', '--files-from=-'],
    {
      input: Readable.from([list]) as AsyncIterable<Buffer>,
      successExitCodes: options.loose === true ? [0, 1, 2] : [0, 1],
    },
  );
}

/**
 * The named files of several folders as one plain tar stream that depends on nothing but their names and content: owned by
 * root, readable by all, from the epoch.
 */
export function packFiles(
  parts: readonly { readonly folder: string; readonly names: readonly string[] }[],
): AsyncGenerator<Buffer> {
  const members = parts.flatMap(({ folder, names }) => [`--directory=${folder}`, ...names]);
  const plain = ['--format=posix', '--pax-option=delete=atime,delete=ctime', '--no-recursion'];
  const same = ['--owner=0', '--group=0', '--numeric-owner', '--mode=0444', '--mtime=@0'];
  return stream('tar', ['--create', '--file=-', ...plain, ...same, ...members]);
}

/** How whole trees are packed: everything that a file can be, in a form that every tar reads. */
export const PACK: readonly string[] = [
  '--create',
  '--file=-',
  '--format=posix',
  '--pax-option=delete=atime,delete=ctime',
  '--numeric-owner',
  '--xattrs',
  '--xattrs-include=*',
  '--warning=no-file-ignored',
];

/** Of a disk that fills in the middle of a write, GNU tar tells only how far it got. */
function withReason(complaint: string): string {
  return complaint.replace(/: Wrote only \d+ of \d+ bytes$/, ': No space left on device');
}

function firstComplaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.startsWith('tar: '));
  return (lines[0] ?? stderr.trim()).replace(/^tar: /, '');
}
