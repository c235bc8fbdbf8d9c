import type { ImageEntry } from '../api/types/microscope.ts';
import { nameBytes } from '../disk/tar-header.ts';
import { entryAt } from './entry.ts';
import { type Glob, isGlob, parseGlob } from './glob.ts';
import { globMatches } from './glob-match.ts';
import { inSmallLetters, type PathText, pathAt } from './path-text.ts';
import { STATE, type View } from './view.ts';

export interface SearchOptions {
  readonly query: string;
  /** Only what the view's layer did something to. */
  readonly changed: boolean;
  readonly limit: number;
}

/** Looks through all paths of the view, removed ones too; case does not matter. Throws `invalid` for a broken pattern. */
export function searchPaths(
  view: View,
  text: PathText,
  { query, changed, limit }: SearchOptions,
): { readonly entries: readonly ImageEntry[]; readonly total: number } {
  const wanted = inSmallLetters(nameBytes(query));
  const found = isGlob(wanted) ? matching(text, parseGlob(wanted)) : containing(text, wanted);
  const entries: ImageEntry[] = [];
  let total = 0;
  for (const path of found) {
    const state = view.state[path];
    if (state === STATE.absent || (changed && state === STATE.unchanged)) continue;
    total += 1;
    if (entries.length < limit) entries.push(entryAt(view, path));
  }
  return { entries, total };
}

function* containing(text: PathText, wanted: string): Generator<number> {
  if (wanted === '' || wanted.includes('\0')) return;
  let path = 0;
  for (let at = text.text.indexOf(wanted); at !== -1; ) {
    path = pathAt(text, at, path);
    yield path;
    at = text.text.indexOf(wanted, text.at[path + 1]);
  }
}

function* matching(text: PathText, glob: Glob): Generator<number> {
  const candidates = glob.literal === '' ? everyPath(text) : containing(text, glob.literal);
  for (const path of candidates) {
    if (globMatches(glob, text.text, text.at[path], (text.at[path + 1] ?? 1) - 1)) yield path;
  }
}

function* everyPath(text: PathText): Generator<number> {
  for (let path = 1; path < text.at.length - 1; path++) yield path;
}
