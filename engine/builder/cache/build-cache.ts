import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Digest } from '../../base/digest.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { makeFolder, readJson, writeJson } from '../../disk/atomic-write.ts';
import type { CacheUsage } from './cache-usage.ts';
import { differenceOf, type Inputs, keyOf } from './inputs.ts';

/** How many results of one line over one image are kept. */
const KEPT = 10;
/** How many files are kept in memory, and how many inputs stand in them with an entry. */
const MOST_KNOWN = 2000;
const MOST_INPUTS = 300;

const entryShape = z.object({
  key: z.string(),
  image: z.string(),
  /** Null for very many, which stand in a file of their own: they matter only when something changed. */
  inputs: z.record(z.string(), z.string()).nullable(),
  at: z.string(),
});
const fileShape = z.object({
  schema: z.literal(1),
  parent: z.string().default(''),
  line: z.string().default(''),
  entries: z.array(entryShape),
});
type File = z.infer<typeof fileShape>;
type Entry = File['entries'][number];

/** A step to be looked up: the image that it stands on, its line as written, and what decides its result. */
export interface CacheQuestion {
  readonly parent: string;
  readonly line: string;
  readonly inputs: Inputs;
}

export type CacheAnswer =
  | { readonly hit: true; readonly image: string }
  /** `reason`: what was not as before; undefined when this line was never built over this image. */
  | { readonly hit: false; readonly reason: string | undefined };

/** A step's result that is remembered. */
export interface CachedStep {
  readonly image: Digest;
  readonly line: string;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Which step gave which image: one file for each line over each image, `<64 hex>.json`, newest entry first. The images
 * themselves are in the library; an entry whose image was removed is none. Very many inputs stand in `<64 hex>.<key>.inputs`.
 */
export class BuildCache {
  readonly usage: CacheUsage;
  readonly #folder: string;
  readonly #mutex = new KeyedMutex();
  /** What was read or written last, by path; nobody else writes there. */
  readonly #known = new Map<string, File>();

  constructor(folder: string, usage: CacheUsage) {
    this.#folder = folder;
    this.usage = usage;
  }

  async open(): Promise<void> {
    await makeFolder(this.#folder, 0o700);
  }

  /** @param isThere whether an image is still in the library */
  async ask(question: CacheQuestion, isThere: (image: string) => Promise<boolean>): Promise<CacheAnswer> {
    const entries = (await this.#read(question))?.entries ?? [];
    const key = keyOf(question.inputs);
    for (const entry of entries) {
      if (entry.key !== key || !(await isThere(entry.image))) continue;
      this.usage.used(entry.image);
      return { hit: true, image: entry.image };
    }
    const [newest] = entries;
    if (newest === undefined) return { hit: false, reason: undefined };
    const path = this.#pathOf(question);
    const before = newest.inputs ?? (await readInputs(inputsPath(path, newest)));
    if (before === undefined) return { hit: false, reason: 'nobody knows any more what it was made from' };
    return {
      hit: false,
      reason: differenceOf(before, question.inputs) ?? 'the image that it had made was removed',
    };
  }

  async remember(question: CacheQuestion, image: string, at: Date): Promise<void> {
    const { parent, line } = question;
    const path = this.#pathOf(question);
    await this.#mutex.run(path, async () => {
      const key = keyOf(question.inputs);
      const isLarge = Object.keys(question.inputs).length > MOST_INPUTS;
      const inputs = isLarge ? null : { ...question.inputs };
      const entry: Entry = { key, image, inputs, at: at.toISOString() };
      if (isLarge) await writeJson(inputsPath(path, entry), question.inputs, { durable: false, mode: 0o600 });
      const before = (await this.#read(question))?.entries ?? [];
      const entries = [entry, ...before.filter((other) => other.image !== image)].slice(0, KEPT);
      await removeInputs(path, before, entries);
      await this.#write(path, { schema: 1, parent, line, entries });
    });
    this.usage.used(image);
  }

  /** Everything that is remembered, an image once. */
  async all(): Promise<ReadonlyMap<Digest, CachedStep>> {
    const found = new Map<Digest, CachedStep>();
    for (const name of await this.#names()) {
      const file = await readFile(join(this.#folder, name));
      for (const { image, at } of file?.entries ?? []) {
        found.set(image as Digest, { image: image as Digest, line: file?.line ?? '', at });
      }
    }
    return found;
  }

  /** Forgets what gave these images. */
  async forget(images: ReadonlySet<string>): Promise<void> {
    if (images.size === 0) return;
    for (const name of await this.#names()) {
      const path = join(this.#folder, name);
      await this.#mutex.run(path, async () => {
        const file = await readFile(path);
        const entries = file?.entries.filter(({ image }) => !images.has(image)) ?? [];
        if (file !== undefined && entries.length === file.entries.length && entries.length > 0) return;
        this.#known.delete(path);
        await removeInputs(path, file?.entries ?? [], entries);
        if (file === undefined || entries.length === 0) await rm(path, { force: true });
        else await this.#write(path, { ...file, entries });
      });
    }
    this.usage.forget(images);
  }

  async #names(): Promise<readonly string[]> {
    return (await readdir(this.#folder)).filter((name) => name.endsWith('.json'));
  }

  #pathOf({ parent, line }: CacheQuestion): string {
    const name = createHash('sha256').update(`${parent}\n${line}`).digest('hex');
    return join(this.#folder, `${name}.json`);
  }

  async #read(question: CacheQuestion): Promise<File | undefined> {
    const path = this.#pathOf(question);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const file = await readFile(path);
    if (file !== undefined) this.#remember(path, file);
    return file;
  }

  async #write(path: string, file: File): Promise<void> {
    this.#known.delete(path);
    await writeJson(path, file, { durable: false, mode: 0o600 });
    this.#remember(path, file);
  }

  #remember(path: string, file: File): void {
    this.#known.set(path, file);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** What cannot be read is no cache: the step runs again. */
async function readFile(path: string): Promise<File | undefined> {
  try {
    const found = await readJson(path);
    return found === undefined ? undefined : fileShape.parse(found);
  } catch {
    return undefined;
  }
}

function inputsPath(path: string, { key }: Pick<Entry, 'key'>): string {
  return path.replace(/json$/, `${key}.inputs`);
}

async function readInputs(path: string): Promise<Inputs | undefined> {
  try {
    return z
      .record(z.string(), z.string())
      .optional()
      .parse(await readJson(path));
  } catch {
    return undefined;
  }
}

/** Removes the inputs of entries that are there no longer. */
async function removeInputs(path: string, before: readonly Entry[], after: readonly Entry[]): Promise<void> {
  for (const entry of before) {
    if (entry.inputs !== null || after.some(({ key }) => key === entry.key)) continue;
    await rm(inputsPath(path, entry), { force: true });
  }
}
