import { fault } from '../base/errors.ts';
import { nameBytes } from '../disk/tar-header.ts';
import { type PathText, pathText } from './path-text.ts';
import { findPath, type Timeline } from './timeline.ts';
import { STATE, type View, viewAt } from './view.ts';

/** How many layers' views are kept for an image: the one that is shown, and one to compare it with. */
const KEPT_VIEWS = 2;

/** The files of an image under the microscope. What is worked out about it is kept for the next question. */
export class Subject {
  readonly timeline: Timeline;
  readonly #views = new Map<number, View>();
  #text: PathText | undefined;

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  /** The uppermost layer's number; 0 for an image without layers. */
  get top(): number {
    return this.timeline.layers.length - 1;
  }

  /** The image up to `layer`, the top one unless told. Throws `invalid` when there is no such layer. */
  view(layer = this.top): View {
    if (layer < 0 || layer > this.top) {
      throw fault('invalid', `there is no layer ${layer}: the image's layers are 0 to ${this.top}`);
    }
    const known = this.#views.get(layer) ?? viewAt(this.timeline, layer);
    this.#views.delete(layer);
    this.#views.set(layer, known);
    const [oldest] = this.#views.keys();
    if (this.#views.size > KEPT_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return known;
  }

  /** All paths as one text. */
  get text(): PathText {
    this.#text ??= pathText(this.timeline);
    return this.#text;
  }

  /** Bytes of memory that it takes, about. */
  get bytes(): number {
    const { layers, paths, versions } = this.timeline;
    const views = this.#views.size * paths * 25;
    const text = (this.#text?.text.length ?? 0) + (this.#text?.at.byteLength ?? 0);
    return layers.reduce((sum, { bytes }) => sum + bytes, 12 * paths + 9 * versions) + views + text;
  }
}

/** The number of a path as people write it (`/etc/passwd`). Throws `not-found` when the view does not have it, removed ones aside. */
export function pathIn(view: View, path: string): number {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const found = parts.includes('..') ? undefined : findPath(view.timeline, nameBytes(parts.join('/')));
  if (found === undefined || view.state[found] === STATE.absent) {
    throw fault('not-found', `there is no ${path} in the image up to layer ${view.layer}`);
  }
  return found;
}
