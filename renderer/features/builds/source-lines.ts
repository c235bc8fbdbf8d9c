import type { BuildRecord, BuildStep, DockerfileProblem } from '../../../engine/api/types/build.ts';

/** A line of the Dockerfile, with what is known of it. */
export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** The step that the line belongs to. */
  readonly step: BuildStep | undefined;
  /** The step's first line. */
  readonly first: boolean;
  readonly failed: boolean;
  /** What the build checks say of it. */
  readonly warnings: readonly DockerfileProblem[];
  /** What went wrong, to be shown below this line; `column` from 1 when the place in it is known. */
  readonly error: { readonly text: string; readonly column: number | undefined } | undefined;
}

/**
 * The Dockerfile by lines. An error stands below the line that it names, or, when a step failed as a whole, below the
 * step's last line.
 */
export function sourceLines(record: BuildRecord): SourceLine[] {
  const lines = record.source.replace(/\r?\n$/, '').split(/\r?\n/);
  const place = placeOf(record, lines.length);
  return lines.map((text, index) => {
    const number = index + 1;
    const step = record.timeline.find(({ line, endLine }) => line <= number && number <= endLine);
    return {
      number,
      text,
      step,
      first: step?.line === number,
      warnings: (record.warnings ?? []).filter((warning) => warning.line === number),
      failed: place !== undefined && place.from <= number && number <= place.to,
      error:
        place?.to === number && record.error !== undefined
          ? { text: withoutExcerpt(record.error), column: place.column }
          : undefined,
    };
  });
}

/** The engine's text names the line and shows it; beside the line itself that says nothing. */
function withoutExcerpt(error: string): string {
  return error.replace(/^dockerfile parse error on line \d+: /, '').replace(/\n[^\n]*\n *\^\s*$/, '');
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly column: number | undefined;
}

/** Undefined when nothing failed, or nobody knows where: then the error stands above the text. */
function placeOf({ state, errorAt, timeline }: BuildRecord, count: number): Place | undefined {
  if (state !== 'failed') return undefined;
  const step = timeline.find((candidate) => candidate.state === 'failed' && candidate.line > 0);
  if (errorAt === undefined)
    return step === undefined ? undefined : { from: step.line, to: step.endLine, column: undefined };
  const { line, column } = errorAt;
  if (line < 1 || line > count) return undefined;
  if (step !== undefined && step.line <= line && line <= step.endLine)
    return { from: step.line, to: step.endLine, column: undefined };
  return { from: line, to: line, column: column > 1 ? column : undefined };
}

/** An error that no line of the Dockerfile shows. */
export function errorOutside(record: BuildRecord): string | undefined {
  if (record.state !== 'failed') return undefined;
  return sourceLines(record).some(({ error }) => error !== undefined) ? undefined : record.error;
}
