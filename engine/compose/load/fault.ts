import { GantryError } from '../../base/errors.ts';
import { type FieldPath, type Place, pathText, placeText } from '../model/place.ts';

/** One thing that is wrong in a project's files. */
export interface Problem {
  /** Without the place, fit to stand beside the line. */
  readonly message: string;
  readonly place: Place;
  /** What it is about, when it is about one value. */
  readonly path?: FieldPath;
  /** The service it is about. */
  readonly service?: string;
}

/** What is thrown when a project cannot be loaded. The message names the first problem with its place, and the rest. */
export class ComposeFault extends GantryError {
  /** In the order of the files; never empty. */
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: { readonly cause?: unknown }) {
    super('invalid', problems.map(problemText).join('\n'), options);
    this.problems = problems;
  }
}

/** Makes the fault for one problem. */
export function faultAt(place: Place, message: string, path?: FieldPath, cause?: unknown): ComposeFault {
  return new ComposeFault([problemAt(place, message, path)], cause === undefined ? undefined : { cause });
}

/** Makes a problem; the service is read from the path. */
export function problemAt(place: Place, message: string, path?: FieldPath): Problem {
  const service = path?.[0] === 'services' && typeof path[1] === 'string' ? path[1] : undefined;
  return { message, place, ...(path && { path }), ...(service !== undefined && { service }) };
}

/** Throws when there are problems: file by file, from top to bottom. */
export function throwProblems(problems: readonly Problem[]): void {
  const files = Array.from(new Set(problems.map(({ place }) => place.file)));
  const [first, ...rest] = problems.toSorted(
    ({ place: one }, { place: other }) =>
      files.indexOf(one.file) - files.indexOf(other.file) ||
      one.line - other.line ||
      one.column - other.column,
  );
  if (first) throw new ComposeFault([first, ...rest]);
}

function problemText({ place, message, path }: Problem): string {
  return `${placeText(place)}: ${path && path.length > 0 ? `${pathText(path)}: ` : ''}${message}`;
}
