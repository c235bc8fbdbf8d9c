import type { SourceLine } from './source-line.ts';

/** A piece of an instruction, and where it begins in the logical line's text. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A here document that follows an instruction. */
export interface Heredoc {
  readonly name: string;
  /** False when the name was quoted: its content is taken as it is. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of each line go. */
  readonly chomp: boolean;
  /** The number before `<<`; -1 for none. */
  readonly descriptor: number;
  readonly content: string;
}

/** One instruction, split into words by the form that it has. */
export interface SyntaxNode {
  /** As written; compare in lower case. */
  readonly keyword: string;
  /** `--name=value`, as written. */
  readonly flags: readonly Word[];
  readonly args: readonly Word[];
  /** The arguments stand in JSON form (`["a", "b"]`). */
  readonly isJson: boolean;
  readonly heredocs: readonly Heredoc[];
  /** The instruction after ONBUILD. */
  readonly trigger?: SyntaxNode;
  readonly line: SourceLine;
}
