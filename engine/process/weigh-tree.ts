import { fault } from '../base/errors.ts';
import { run } from './run.ts';

/** What a folder with all that is in it weighs. */
export interface TreeWeight {
  /** Bytes that the file system gave to it (`st_blocks` × 512), each inode once. */
  readonly bytes: number;
  /** The latest modification time in it, milliseconds since the epoch. */
  readonly newest: number;
}

/**
 * Weighs a folder, however large; du(1) does the work, beside us and behind everybody who does something for a person. Other file
 * systems mounted inside are not entered. Throws `system` when the folder cannot be read, `cancelled`.
 */
export async function weighTree(folder: string, signal?: AbortSignal): Promise<TreeWeight> {
  const how = ['--summarize', '--one-file-system', '--block-size=1', '--time', '--time-style=+%s', '--null'];
  const { stdout } = await run('nice', ['-n', '10', 'du', ...how, '--', folder], {
    timeoutMs: 0,
    // du answers 1 when something went away under it.
    successExitCodes: [0, 1],
    ...(signal === undefined ? {} : { signal }),
  });
  const [, bytes, seconds] = /^(\d+)\t(-?\d+)\t/.exec(stdout) ?? [];
  if (bytes === undefined || seconds === undefined) {
    throw fault('system', `cannot weigh ${folder}: du printed ${JSON.stringify(stdout.slice(0, 100))}`);
  }
  return { bytes: Number(bytes), newest: Number(seconds) * 1000 };
}
