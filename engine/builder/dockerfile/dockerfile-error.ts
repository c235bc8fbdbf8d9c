import { GantryError } from '../../base/errors.ts';
import type { Position } from './source-line.ts';

/** What is wrong with a Dockerfile, and where. Its message names the line and shows it. */
export class DockerfileError extends GantryError {
  readonly position: Position;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(reason: string, position: Position, lineText: string) {
    const pointer = `${' '.repeat(Math.max(0, position.column - 1))}^`;
    super(
      'invalid',
      lineText === ''
        ? `dockerfile parse error on line ${position.line}: ${reason}`
        : `dockerfile parse error on line ${position.line}: ${reason}\n${lineText.replaceAll('\t', ' ')}\n${pointer}`,
    );
    this.reason = reason;
    this.position = position;
  }
}
