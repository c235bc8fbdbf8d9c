import { isAbsolute, resolve } from 'node:path';
import type { FieldPath } from '../../model/place.ts';
import { type ComposeFault, faultAt } from '../fault.ts';
import type { Node } from '../tree/node.ts';

/** What short forms are read against. */
export interface FormContext {
  /** The folder that relative paths start from, absolute. */
  readonly directory: string;
  /** What `~` stands for. */
  readonly home: string | undefined;
}

/** A value that is being brought into its long form, and where it is. */
export interface Formed {
  readonly path: FieldPath;
  readonly context: FormContext;
}

/** The fault about a node. */
export function wrong(node: Node, path: FieldPath, message: string): ComposeFault {
  return faultAt(node.place, message, path);
}

/** An absolute path; Windows paths and an empty one are left as they are. */
export function absolutePath(text: string, { directory, home }: FormContext): string {
  if (text === '' || isWindowsPath(text)) return text;
  if (home !== undefined && /^~(?:\/|$)/.test(text)) return resolve(home, text.slice(2));
  if (isAbsolute(text)) return resolve(text);
  return resolve(directory, text);
}

/** True for `C:\…` and `\\host\…`; `c:/…` is a volume with a short name. */
export function isWindowsPath(text: string): boolean {
  return /^(?:[A-Za-z]:\\|\\\\)/.test(text);
}

/** True for a place that is not a folder of this machine: a URL, a Git address, `service:name`. */
export function isElsewhere(text: string): boolean {
  return text.includes('://') || /^(?:github\.com\/|git@|service:|target:)/.test(text);
}
