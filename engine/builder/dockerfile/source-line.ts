/** A place in a file; both count from 1. Columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of a physical line within a logical one. */
interface Piece {
  /** Where it begins in the logical line's text. */
  readonly offset: number;
  readonly position: Position;
}

/** One instruction's text: physical lines joined where they were continued, with the way back to where each part stands. */
export interface SourceLine {
  readonly text: string;
  /** The first physical line, from 1. */
  readonly startLine: number;
  /** The last physical line, here documents included. */
  readonly endLine: number;
  readonly pieces: readonly Piece[];
}

/** Where the character at `offset` of a logical line stands in the file. */
export function positionAt({ pieces, startLine }: SourceLine, offset: number): Position {
  const piece = pieces.findLast((candidate) => candidate.offset <= offset);
  if (piece === undefined) return { line: startLine, column: 1 };
  return { line: piece.position.line, column: piece.position.column + offset - piece.offset };
}
