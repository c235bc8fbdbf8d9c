import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KeyedMutex } from '../../base/mutex.ts';
import { makeFolder, readJson, writeJson } from '../../disk/atomic-write.ts';
import { differenceOf, type Inputs, keyOf } from './inputs.ts';

/** How many results of one line over one image are kept. */
const KEPT = 10;

const entryShape = z.object({
  key: z.string(),
  image: z.string(),
  inputs: z.record(z.string(), z.string()),
  at: z.string(),
});
const fileShape = z.object({ schema: z.literal(1), entries: z.array(entryShape) });
type Entry = z.infer<typeof entryShape>;

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

/**
 * Which step gave which image: one file for each line over each image, `<64 hex>.json`, newest entry first. The images
 * themselves are in the library; an entry whose image was removed is none.
 */
export class BuildCache {
  readonly #folder: string;
  readonly #mutex = new KeyedMutex();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(): Promise<void> {
    await makeFolder(this.#folder, 0o700);
  }

  /** @param isThere whether an image is still in the library */
  async ask(question: CacheQuestion, isThere: (image: string) => Promise<boolean>): Promise<CacheAnswer> {
    const entries = await this.#read(question);
    const key = keyOf(question.inputs);
    for (const entry of entries) {
      if (entry.key === key && (await isThere(entry.image))) return { hit: true, image: entry.image };
    }
    const [newest] = entries;
    if (newest === undefined) return { hit: false, reason: undefined };
    return {
      hit: false,
      reason: differenceOf(newest.inputs, question.inputs) ?? 'the image that it had made was removed',
    };
  }

  async remember(question: CacheQuestion, image: string, at: Date): Promise<void> {
    const path = this.#pathOf(question);
    await this.#mutex.run(path, async () => {
      const key = keyOf(question.inputs);
      const entry: Entry = { key, image, inputs: { ...question.inputs }, at: at.toISOString() };
      const others = (await this.#read(question)).filter((other) => other.key !== key);
      await writeJson(
        path,
        { schema: 1, entries: [entry, ...others].slice(0, KEPT) },
        { durable: false, mode: 0o600 },
      );
    });
  }

  /** Forgets everything; answers the images that the entries named. */
  async clear(): Promise<readonly string[]> {
    const images = new Set<string>();
    for (const name of await readdir(this.#folder)) {
      for (const { image } of await readEntries(join(this.#folder, name))) images.add(image);
      await rm(join(this.#folder, name), { force: true });
    }
    return [...images];
  }

  #pathOf({ parent, line }: CacheQuestion): string {
    const name = createHash('sha256').update(`${parent}\n${line}`).digest('hex');
    return join(this.#folder, `${name}.json`);
  }

  #read(question: CacheQuestion): Promise<readonly Entry[]> {
    return readEntries(this.#pathOf(question));
  }
}

/** What cannot be read is no cache: the step runs again. */
async function readEntries(path: string): Promise<readonly Entry[]> {
  try {
    const found = await readJson(path);
    return found === undefined ? [] : fileShape.parse(found).entries;
  } catch {
    return [];
  }
}
