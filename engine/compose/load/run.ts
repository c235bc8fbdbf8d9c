import { errnoOf, messageOf } from '../../base/errors.ts';
import type { Place } from '../model/place.ts';
import { faultAt, type Problem, throwProblems } from './fault.ts';
import type { Lookup } from './interpolate/template.ts';
import type { Node } from './tree/node.ts';
import { readYaml } from './tree/read-yaml.ts';

/** How files are read: the text, or undefined when there is no such file. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Something that does not keep a project from being loaded. */
export interface Warning {
  readonly message: string;
  readonly place: Place;
}

/** What a Compose file is read against; an included project has its own. */
export interface Scope {
  /** The folder that relative paths start from, absolute. */
  readonly directory: string;
  readonly lookup: Lookup;
  readonly home: string | undefined;
}

/** A file to load, and what asks for it. */
export interface Wanted {
  readonly file: string;
  readonly askedBy: Place;
}

/** One loading of a project: what was read, and what was noticed. */
export class Run {
  readonly warnings: Warning[] = [];
  readonly #problems: Problem[] = [];
  readonly #read: ReadText;
  readonly #texts = new Map<string, string>();
  readonly #documents = new Map<string, readonly Node[]>();

  constructor(read: ReadText) {
    this.#read = read;
  }

  /** Every file that was read, in order. */
  get sources(): readonly string[] {
    return Array.from(this.#texts.keys());
  }

  readonly problem = (problem: Problem): void => {
    this.#problems.push(problem);
  };

  warn(message: string, place: Place): void {
    this.warnings.push({ message, place });
  }

  /** Throws what was told to `problem` so far. */
  settle(): void {
    throwProblems(this.#problems);
  }

  /** The text of a file; undefined when it is not there. A failure is laid at the place that asks for it. */
  async text(path: string, askedBy: Place): Promise<string | undefined> {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    let text: string | undefined;
    try {
      text = await this.#read(path);
    } catch (error) {
      const reason = errnoOf(error) === 'EISDIR' ? 'it is a folder' : messageOf(error);
      throw faultAt(askedBy, `${path} cannot be read: ${reason}`, undefined, error);
    }
    if (text !== undefined) this.#texts.set(path, text);
    return text;
  }

  /** The text of a file that nothing asks for; undefined when it is not there or cannot be read. */
  async peek(path: string): Promise<string | undefined> {
    try {
      return await this.#read(path);
    } catch {
      return undefined;
    }
  }

  /** The documents of a Compose file, whose top level are mappings. */
  async documents(path: string, askedBy: Place): Promise<readonly Node[]> {
    const known = this.#documents.get(path);
    if (known) return known;
    const text = await this.text(path, askedBy);
    if (text === undefined) throw faultAt(askedBy, `${path} is not there`);
    const documents = readYaml(path, text);
    for (const document of documents) {
      if (document.kind !== 'map') throw faultAt(document.place, 'the top level must be a mapping');
      if (document.tag) throw faultAt(document.place, `the top level cannot have "!${document.tag}"`);
    }
    if (documents.length === 0) throw faultAt({ file: path, line: 1, column: 1 }, 'empty compose file');
    this.#documents.set(path, documents);
    return documents;
  }
}
