import type { ImageEntry } from '../api/types/microscope.ts';
import { KIND } from '../layers/index/layer-index.ts';
import { entryAt } from './entry.ts';
import { childrenOf } from './timeline.ts';
import { kindAt, STATE, type View } from './view.ts';

export interface ListingOptions {
  /** Leave out what the layer did not touch. */
  readonly changed: boolean;
  readonly sort: 'name' | 'size';
  readonly offset: number;
  readonly limit: number;
}

/** What a folder holds: folders first, then the rest, each sorted as asked. `total` counts all, beyond the limit too. */
export function listFolder(
  view: View,
  folder: number,
  options: ListingOptions,
): { readonly entries: readonly ImageEntry[]; readonly total: number } {
  const folders: number[] = [];
  const rest: number[] = [];
  for (const path of childrenOf(view.timeline, folder)) {
    if (view.state[path] === STATE.absent) continue;
    if (options.changed && !isTouched(view, path)) continue;
    (kindAt(view, path) === KIND.directory ? folders : rest).push(path);
  }
  if (options.sort === 'size') {
    const bySize = (a: number, b: number) => (view.size[b] ?? 0) - (view.size[a] ?? 0) || a - b;
    folders.sort(bySize);
    rest.sort(bySize);
  }
  const all = [...folders, ...rest];
  const shown = all.slice(options.offset, options.offset + options.limit);
  return { entries: shown.map((path) => entryAt(view, path)), total: all.length };
}

/** True when the layer did something to the path, or to anything below it. */
function isTouched(view: View, path: number): boolean {
  return view.state[path] !== STATE.unchanged || (view.changes[path] ?? 0) > 0;
}
