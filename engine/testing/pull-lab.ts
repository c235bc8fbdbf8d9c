import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageLab, makeImageLab } from './image-lab.ts';
import { addImage, type RemoteTestImage } from './remote-image.ts';
import { testRegistries } from './test-registries.ts';
import { TestRegistry, type Trick } from './test-registry.ts';

/** Where the image of a lab is. */
export const NAME = { path: 'bad/input', tag: '1' };

/** What is kept when nothing is. */
export const NOTHING = { blobs: [], incoming: [], chains: 0 };

/** Short, so that the tests are; long enough for a busy machine. */
const TIMINGS = { connectMs: 2000, answerMs: 1000, stallMs: 700 };

/** A registry that a test can turn against us, with an image of two layers, and an image store that pulls from it. */
export class PullLab implements AsyncDisposable {
  readonly registry: TestRegistry;
  readonly image: RemoteTestImage;
  readonly #lab: ImageLab;

  private constructor(registry: TestRegistry, lab: ImageLab) {
    this.registry = registry;
    this.#lab = lab;
    const large = [
      { path: 'bin/', mode: 0o755 },
      { path: 'bin/large', content: noise(300_000) },
    ];
    this.image = addImage(registry, NAME, [large, [{ path: 'etc/second', content: 'two' }]]);
  }

  static async open(): Promise<PullLab> {
    const patience = { attempts: 3, firstDelayMs: 5, longestDelayMs: 1500 };
    const registry = await TestRegistry.start();
    return new PullLab(registry, await makeImageLab(testRegistries({ timings: TIMINGS, patience })));
  }

  /** The digest of the larger layer. */
  get layer(): string {
    return this.image.layers[0]?.digest ?? '';
  }

  get layerBytes(): Buffer {
    return this.image.layers[0]?.bytes ?? Buffer.alloc(0);
  }

  /** Pulls; answers the states that were told, which are in `told` as they come. */
  async pull(signal?: AbortSignal, tag = NAME.tag, told: string[] = []): Promise<string[]> {
    const request = { image: `${this.registry.host}/${NAME.path}`, tag, auth: {} };
    for await (const { status } of this.#lab.images.pull(request, signal ?? new AbortController().signal))
      told.push(status ?? '');
    return told;
  }

  /** How many images there are. */
  async count(): Promise<number> {
    const all = { all: true, sharedSize: false, filters: new Map<string, readonly string[]>() };
    return (await this.#lab.images.list(all)).length;
  }

  /** What the store holds on disk, apart from its index. */
  async kept(): Promise<{
    readonly blobs: string[];
    readonly incoming: string[];
    readonly chains: number;
  }> {
    return {
      blobs: await readdir(join(this.#lab.root, 'blobs/sha256')),
      incoming: await readdir(join(this.#lab.root, 'incoming')),
      chains: (await this.#lab.layers.chains()).length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lab.remove();
    await this.registry[Symbol.asyncDispose]();
  }
}

/** Does something to what is asked below `part`, `times` times. */
export function whenAsked(part: string, act: Trick, times = Number.POSITIVE_INFINITY): Trick {
  let left = times;
  return (asked, response) => asked.path.includes(part) && left-- > 0 && act(asked, response);
}

/** Text that does not compress to nothing. */
function noise(length: number): string {
  let state = 42;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode((state >>> 16) & 0xff);
  }).join('');
}
