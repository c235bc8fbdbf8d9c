import { GantryError } from '../../base/errors.ts';
import type { Position } from './source-line.ts';

/**
 * What is wrong with a Dockerfile, and where. The message of one that cannot be read names the line and shows it; that of a
 * step which failed says only why, as in Docker (`lineText` undefined).
 */
export class DockerfileError extends GantryError {
  readonly position: Position;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(reason: string, position: Position, lineText: string | undefined) {
    super('invalid', lineText === undefined ? reason : messageAt(reason, position, lineText));
    this.reason = reason;
    this.position = position;
  }
}

function messageAt(reason: string, { line, column }: Position, lineText: string): string {
  const words = `dockerfile parse error on line ${line}: ${reason}`;
  if (lineText === '') return words;
  return `${words}\n${lineText.replaceAll('\t', ' ')}\n${' '.repeat(Math.max(0, column - 1))}^`;
}
