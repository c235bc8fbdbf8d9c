import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readableName } from '../../base/file-name.ts';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { type Attributes, readAttributes } from './extended-attributes.ts';
import { FolderSource } from './folder-source.ts';
import type { TreeSource, TreeStats } from './tree-source.ts';

/** One thing in a tree. Paths are relative, one character per byte; '' is the root. */
export interface TreeEntry {
  readonly path: string;
  readonly stats: TreeStats;
  /** What a symbolic link says. */
  readonly target: string;
}

/**
 * The files that COPY and ADD take from: a context, or the root of a stage or image.
 */
export class FileTree {
  readonly #source: TreeSource;
  /** It is what the client sent, some of which may be left out. */
  readonly isContext: boolean;
  readonly #ignored: IgnorePatterns | undefined;
  readonly #attributes: ReadonlyMap<string, Attributes> | undefined;

  /** `source` may be a folder. `attributes`: those of all files that have any; without it they are read from the files when somebody asks. */
  constructor(
    source: TreeSource | string,
    options: {
      readonly ignored?: IgnorePatterns;
      readonly attributes?: ReadonlyMap<string, Attributes>;
    } = {},
  ) {
    this.#source = typeof source === 'string' ? new FolderSource(source) : source;
    this.#ignored = options.ignored;
    this.isContext = options.ignored !== undefined;
    this.#attributes = options.attributes;
  }

  /** The extended attributes of what lies at or below some entries, by path; those without any are left out. */
  async attributesBelow(entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Attributes>> {
    if (this.#attributes !== undefined || entries.length === 0) return this.#attributes ?? new Map();
    const root = Buffer.from(await this.#source.onDisk()).toString('latin1');
    const found = await readAttributes(entries.map(({ path }) => `${root}/${path}`));
    return new Map(
      [...found].map(([path, attributes]) => [path.slice(root.length).replace(/^\/+|\/+$/g, ''), attributes]),
    );
  }

  /** What is at a path, links followed, also in the last part; undefined for nothing and for what is ignored. */
  async find(path: string): Promise<TreeEntry | undefined> {
    const found = await this.#source.resolve(path);
    return found === undefined ? undefined : await this.#entry(found);
  }

  /** The entry and everything below, folders before what is in them, names in byte order. What is ignored is left out. */
  async *walk(entry: TreeEntry): AsyncGenerator<TreeEntry> {
    if (!this.#isIgnored(entry.path)) yield entry;
    else if (!this.#mayHoldExceptions()) return;
    if (!entry.stats.isDirectory()) return;
    for (const name of (await this.#source.names(entry.path)).sort(byBytes)) {
      const child = await this.#look(entry.path === '' ? name : `${entry.path}/${name}`);
      if (child !== undefined) yield* this.walk(child);
    }
  }

  /** The names in a folder that are not ignored, in byte order. */
  async names(folder: string): Promise<readonly string[]> {
    const names = (await this.#source.names(folder)).sort(byBytes);
    return names.filter((name) => !this.#isIgnored(folder === '' ? name : `${folder}/${name}`));
  }

  /** A file's content. */
  read(path: string): AsyncIterable<Buffer> {
    return this.#source.read(path);
  }

  /** The sha256 of a file's content in hexadecimal digits. */
  async digest(path: string): Promise<string> {
    const known = this.#source.digest(path);
    if (known !== undefined) return known;
    const hash = createHash('sha256');
    for await (const chunk of this.read(path)) hash.update(chunk);
    return hash.digest('hex');
  }

  async #entry(path: string): Promise<TreeEntry | undefined> {
    if (path !== '' && this.#isIgnored(path) && !this.#mayHoldExceptions()) return undefined;
    return await this.#look(path);
  }

  async #look(path: string): Promise<TreeEntry | undefined> {
    const found = await this.#source.look(path);
    return found === undefined ? undefined : { path, ...found };
  }

  #isIgnored(path: string): boolean {
    return path !== '' && this.#ignored?.ignores(asText(path)) === true;
  }

  #mayHoldExceptions(): boolean {
    return this.#ignored?.hasExceptions === true;
  }

  /** Where a thing is on this machine, for those who need real files. */
  async placeOf({ path }: TreeEntry): Promise<string> {
    return join(await this.#source.onDisk(), Buffer.from(path, 'latin1').toString('utf8'));
  }
}

function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Patterns are texts; most names are the same as bytes. */
export function asText(path: string): string {
  return /[\x80-\xff]/.test(path) ? readableName(path) : path;
}
