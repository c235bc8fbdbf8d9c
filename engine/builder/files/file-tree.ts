import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { isKind } from '../../base/errors.ts';
import { Root } from '../../files/root.ts';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { type Attributes, readAttributes } from './extended-attributes.ts';

/** One thing in a tree. Paths are relative, one character per byte; '' is the root. */
export interface TreeEntry {
  readonly path: string;
  readonly stats: Stats;
  /** What a symbolic link says. */
  readonly target: string;
}

/**
 * The files that COPY and ADD take from: a context, or the root of a stage or image. Nobody else writes in it while it is
 * used, so only the way to a thing has to be walked with care: links are followed inside the tree.
 */
export class FileTree {
  readonly folder: string;
  /** It is what the client sent, some of which may be left out. */
  readonly isContext: boolean;
  readonly #ignored: IgnorePatterns | undefined;
  readonly #digests: ReadonlyMap<string, string>;
  readonly #attributes: ReadonlyMap<string, Attributes> | undefined;

  /** `attributes`: those of all files that have any; without it they are read from the files when somebody asks. */
  constructor(
    folder: string,
    options: {
      readonly ignored?: IgnorePatterns;
      readonly digests?: ReadonlyMap<string, string>;
      readonly attributes?: ReadonlyMap<string, Attributes>;
    } = {},
  ) {
    this.folder = folder;
    this.#ignored = options.ignored;
    this.isContext = options.ignored !== undefined;
    this.#digests = options.digests ?? new Map<string, string>();
    this.#attributes = options.attributes;
  }

  /** The extended attributes of what lies at or below some entries, by path; those without any are left out. */
  async attributesBelow(entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Attributes>> {
    if (this.#attributes !== undefined || entries.length === 0) return this.#attributes ?? new Map();
    const root = Buffer.from(this.folder).toString('latin1');
    const found = await readAttributes(entries.map(({ path }) => `${root}/${path}`));
    return new Map(
      [...found].map(([path, attributes]) => [path.slice(root.length).replace(/^\/+|\/+$/g, ''), attributes]),
    );
  }

  /** What is at a path, links followed, also in the last part; undefined for nothing and for what is ignored. */
  async find(path: string): Promise<TreeEntry | undefined> {
    const root = await Root.open(this.folder);
    try {
      const found = await root.get(path, { follow: true });
      await found.close();
      return await this.#entry(found.path.slice(1));
    } catch (error) {
      if (isKind(error, 'not-found')) return undefined;
      throw error;
    } finally {
      await root.close();
    }
  }

  /** The entry and everything below, folders before what is in them, names in byte order. What is ignored is left out. */
  async *walk(entry: TreeEntry): AsyncGenerator<TreeEntry> {
    if (!this.#isIgnored(entry.path)) yield entry;
    else if (!this.#mayHoldExceptions()) return;
    if (!entry.stats.isDirectory()) return;
    for (const name of (await readdir(this.#onDisk(entry.path), 'latin1')).sort(byBytes)) {
      const child = await this.#look(entry.path === '' ? name : `${entry.path}/${name}`);
      if (child !== undefined) yield* this.walk(child);
    }
  }

  /** The names in a folder that are not ignored, in byte order. */
  async names(folder: string): Promise<readonly string[]> {
    const names = (await readdir(this.#onDisk(folder), 'latin1')).sort(byBytes);
    return names.filter((name) => !this.#isIgnored(folder === '' ? name : `${folder}/${name}`));
  }

  /** A file's content. */
  read(path: string): AsyncIterable<Buffer> {
    return createReadStream(this.#onDisk(path), { highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>;
  }

  /** The sha256 of a file's content in hexadecimal digits. */
  async digest(path: string): Promise<string> {
    const known = this.#digests.get(path);
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
    const stats = await lstat(this.#onDisk(path));
    if (stats.isSocket()) return undefined;
    const target = stats.isSymbolicLink() ? await readlink(this.#onDisk(path), 'latin1') : '';
    return { path, stats, target };
  }

  #isIgnored(path: string): boolean {
    return path !== '' && this.#ignored?.ignores(path) === true;
  }

  #mayHoldExceptions(): boolean {
    return this.#ignored?.hasExceptions === true;
  }

  #onDisk(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.folder}/`), Buffer.from(path, 'latin1')]);
  }
}

function byBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
