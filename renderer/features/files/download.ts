import type { FileEntry } from '../../../engine/api/types/files.ts';
import { nameOf, shownName } from './path-text.ts';
import { addressOf, type Place } from './place.ts';

/** Where a file, or a folder as a tar, comes from; undefined for what cannot be downloaded. */
export function downloadAddress(place: Place, entry: FileEntry): string | undefined {
  if (entry.change === 'deleted') return undefined;
  const kind = entry.leadsTo ?? entry.kind;
  if (kind === 'file') return addressOf(place, '/content', { path: entry.path });
  return kind === 'directory' ? addressOf(place, '/archive', { path: entry.path }) : undefined;
}

/** Lets the browser fetch things: a single file as it is, everything else as a tar. */
export function download(
  place: Place,
  entries: readonly Pick<FileEntry, 'path' | 'kind' | 'leadsTo' | 'change'>[],
): void {
  const [first] = entries;
  if (first === undefined) return;
  const single = entries.length === 1 && (first.leadsTo ?? first.kind) === 'file';
  const link = document.createElement('a');
  link.href = single
    ? addressOf(place, '/content', { path: first.path })
    : addressOf(place, '/archive', { path: entries.map(({ path }) => path) });
  const name = entries.length === 1 ? shownName(nameOf(first.path)) : 'files';
  link.download = single ? name : `${name || place.name}.tar`;
  link.click();
}
