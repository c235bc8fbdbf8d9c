import { createHash } from 'node:crypto';
import { isKind } from '../../base/errors.ts';
import type { Anatomist, Anatomy } from '../../images/anatomy.ts';
import type { Image, NewImage } from '../../images/image.ts';
import type { CacheQuestion } from './build-cache.ts';
import { keyOf } from './inputs.ts';

/** A step of another image that gives what is asked for. */
export type SourceStep = Pick<NewImage, 'createdBy' | 'created' | 'borrowed'>;

/**
 * What a step's history says of what decided it, so that the image is of use to `--cache-from` wherever it goes. Nothing of the
 * machine is in it.
 */
export function stepMark({ line, inputs }: Pick<CacheQuestion, 'line' | 'inputs'>): string {
  return `gantry.step ${createHash('sha256')
    .update(`${line}\n${keyOf(inputs)}`)
    .digest('hex')
    .slice(0, 32)}`;
}

/** The images that `--cache-from` names. Those that are not here are none. */
export class CacheSources {
  readonly #images: Anatomist;
  readonly #names: readonly string[];
  #found: Promise<readonly Anatomy[]> | undefined;

  constructor(images: Anatomist, names: readonly string[]) {
    this.#images = images;
    this.#names = names;
  }

  /** The step after `parent` in one of the images, when that image begins as `parent` does and the step has this mark. */
  async find(parent: Image | undefined, mark: string): Promise<SourceStep | undefined> {
    if (this.#names.length === 0) return undefined;
    this.#found ??= this.#open();
    const sources = await this.#found;
    const before = parent === undefined ? undefined : await this.#images.anatomy(parent.id);
    for (const source of sources) {
      const at = before?.config.history.length ?? 0;
      const step = source.config.history[at];
      if (step?.comment !== mark || !beginsAs(source, before)) continue;
      const layer = source.config.history.slice(0, at).filter((one) => one.empty_layer !== true).length;
      return {
        createdBy: step.created_by ?? '',
        ...(step.created === undefined ? {} : { created: new Date(step.created) }),
        ...(step.empty_layer === true ? {} : { borrowed: { image: source.id, layer } }),
      };
    }
    return undefined;
  }

  async #open(): Promise<readonly Anatomy[]> {
    const found = await Promise.all(
      this.#names.map(async (name) => {
        try {
          return [await this.#images.anatomy(name)];
        } catch (error) {
          if (isKind(error, 'not-found')) return [];
          throw error;
        }
      }),
    );
    return found.flat();
  }
}

/** The same steps with the same layers. */
function beginsAs(source: Anatomy, before: Anatomy | undefined): boolean {
  if (before === undefined) return true;
  const { config } = before;
  return (
    source.config.architecture === config.architecture &&
    config.rootfs.diff_ids.every((id, index) => id === source.config.rootfs.diff_ids[index]) &&
    config.history.every((step, index) => {
      const other = source.config.history[index];
      return other?.created_by === step.created_by && other?.comment === step.comment;
    })
  );
}
