import type { Digest } from '../base/digest.ts';
import { KeyedMutex } from '../base/mutex.ts';
import type { Anatomist, Anatomy } from '../images/anatomy.ts';
import type { ImageSource } from '../images/image.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { Subject } from './subject.ts';
import { timelineOf } from './timeline-of.ts';

/** What the microscope needs of the rooms below. */
export interface Slides {
  readonly images: Pick<ImageSource, 'resolve' | 'ensureUnpacked' | 'hold'> & Anatomist;
  readonly layers: Pick<LayerStore, 'indexOf' | 'foldersOf'>;
}

/** Images that were looked at lately stay prepared as long as they take no more memory than this, and no longer than that. */
const KEPT_BYTES = 128 * 1024 * 1024;
const KEPT_MS = 120_000;

/** Prepares images for looking at, and keeps the last few. */
export class Subjects {
  readonly #slides: Slides;
  readonly #mutex = new KeyedMutex();
  readonly #kept = new Map<Digest, Subject>();
  #forget: NodeJS.Timeout | undefined;

  constructor(slides: Slides) {
    this.#slides = slides;
  }

  /**
   * Runs `look` on an image, which cannot be deleted meanwhile. Throws what finding, unpacking and reading an image throw.
   */
  async use<T>(ref: string, look: (subject: Subject, anatomy: Anatomy) => Promise<T> | T): Promise<T> {
    const { images } = this.#slides;
    const image = await images.resolve(ref);
    const release = images.hold(image);
    try {
      await images.ensureUnpacked(image);
      const anatomy = await images.anatomy(image.id);
      return await look(await this.#prepare(anatomy), anatomy);
    } finally {
      release();
      this.#tidy();
    }
  }

  #prepare(anatomy: Anatomy): Promise<Subject> {
    return this.#mutex.run(anatomy.id, async () => {
      const subject = this.#kept.get(anatomy.id) ?? (await this.#make(anatomy));
      this.#kept.delete(anatomy.id);
      this.#kept.set(anatomy.id, subject);
      return subject;
    });
  }

  async #make({ layers }: Anatomy): Promise<Subject> {
    const indexes = layers.map(({ chain }) => this.#slides.layers.indexOf(chain));
    return new Subject(timelineOf(await Promise.all(indexes)));
  }

  #tidy(): void {
    let bytes = [...this.#kept.values()].reduce((sum, subject) => sum + subject.bytes, 0);
    for (const [id, subject] of this.#kept) {
      if (bytes <= KEPT_BYTES) break;
      this.#kept.delete(id);
      bytes -= subject.bytes;
    }
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#kept.clear(), KEPT_MS).unref();
  }
}
