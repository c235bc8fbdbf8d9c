import { structuredPatch } from 'diff';
import type { ImageFileDiff } from '../../api/types/microscope.ts';
import { isBinary } from './preview.ts';

/** Larger files are not compared line by line. */
export const DIFF_LIMIT = 1024 * 1024;

/** Milliseconds that finding the difference may hold up everybody else. */
const TIMEOUT = 150;

/** Lines around a change, as diff(1) shows them. */
const CONTEXT = 3;

/** How one text became another; a side that is missing is empty. Neither is larger than `DIFF_LIMIT`. */
export function diffOf(from: Buffer, to: Buffer): ImageFileDiff['result'] {
  if (from.equals(to)) return { kind: 'same' };
  if (isBinary(from) || isBinary(to)) return { kind: 'binary' };
  const patch = structuredPatch('', '', from.toString('utf8'), to.toString('utf8'), '', '', {
    context: CONTEXT,
    timeout: TIMEOUT,
  });
  if (patch === undefined) return { kind: 'too-large' };
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  return {
    kind: 'text',
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
    hunks: patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines: shown }) => ({
      oldStart,
      oldLines,
      newStart,
      newLines,
      lines: shown,
    })),
  };
}
