/** Where something stands in a file that a person wrote. `line` and `column` count from 1. */
export interface Place {
  /** Absolute path of the file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place as compilers write it: `/srv/app/compose.yaml:12:5`. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The way to a value from the top of a project: `['services', 'web', 'ports', 0]`. */
export type FieldPath = readonly (string | number)[];

/** A path as people write it: `services.web.ports[0].published`; keys with a dot or a blank stand in brackets. */
export function pathText(path: FieldPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\w/@+-]+$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** Finds the place of any value of a loaded project. */
export interface Places {
  /** The place of the value at `path`, else that of the nearest value around it (a default has no place of its own). */
  of(path: FieldPath): Place | undefined;
}
