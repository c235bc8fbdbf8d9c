import type { ImageHistoryItem } from '../../../engine/api/types/image.ts';
import type { ImageLayers } from '../../../engine/api/types/microscope.ts';
import { instructionOf } from './instruction.ts';

/** One instruction of the Dockerfile that would make the image again. */
export interface DockerfileLine {
  readonly number: number;
  /** `RUN`, `COPY`, …; '' when the history does not tell. */
  readonly name: string;
  /** What follows it, long commands broken where a person would. */
  readonly rest: string;
  readonly comment: string;
  /** Milliseconds since the epoch; undefined when it was not recorded. */
  readonly created: number | undefined;
  readonly size: number;
  /** Null: it made none. Undefined: nobody can tell which. */
  readonly layer: number | null | undefined;
}

/** From what our engine knows of the layers. */
export function linesOfLayers({ history, layers }: ImageLayers): DockerfileLine[] {
  return history.map(({ step, line, createdBy, comment, created, layer }) => {
    const { name, rest } = instructionOf(line === '' ? createdBy : line);
    const time = created === null ? Number.NaN : Date.parse(created);
    return {
      number: step + 1,
      name,
      rest: broken(rest),
      comment,
      created: time > 0 ? time : undefined,
      size: layer === null ? 0 : (layers[layer]?.size ?? 0),
      layer,
    };
  });
}

/** From the history that any engine gives, which is newest first. */
export function linesOfHistory(history: readonly ImageHistoryItem[]): DockerfileLine[] {
  return history.toReversed().map(({ CreatedBy, Comment, Created, Size }, index) => {
    const { name, rest } = instructionOf(CreatedBy);
    return {
      number: index + 1,
      name,
      rest: broken(rest),
      comment: Comment,
      created: Created > 0 ? Created * 1000 : undefined,
      size: Size,
      layer: Size > 0 ? undefined : null,
    };
  });
}

/** Commands that follow each other get a line of their own, unless they stand in quotes. */
export function broken(text: string): string {
  if (text.includes('\n')) return text;
  let quote = '';
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (/^(&&|\|\|) /.test(text.slice(at, at + 3))) {
      result = `${result.trimEnd()} \\\n    ${text.slice(at, at + 3)}`;
      at += 2;
      continue;
    }
    result += char;
  }
  return result;
}

/** All of it as a file. What has no instruction becomes a comment, so that a builder can read the rest. */
export function dockerfileText(lines: readonly DockerfileLine[]): string {
  return `${lines
    .map(({ name, rest, comment }) =>
      name === '' ? `# ${rest === '' ? comment || 'a layer without a history' : rest}` : `${name} ${rest}`,
    )
    .join('\n')}\n`;
}
