import { DIGEST_BYTES, KIND, NO_DIGEST } from '../layers/index/layer-index.ts';
import { indexOf } from './timeline.ts';
import { isSeen, kindAt, ownBytes, type View } from './view.ts';

/** Files that are seen in several places with the same content. */
export interface SameContent {
  readonly digest: string;
  /** Bytes of one copy. */
  readonly size: number;
  readonly paths: readonly number[];
  /** Bytes of all copies but one. */
  readonly bytes: number;
}

/** The groups of files with the same content among those that `counts`, what they would save first. Empty files do not count. */
export function sameContents(view: View, counts: (path: number) => boolean = () => true): SameContent[] {
  const bySize = new Map<number, number[]>();
  for (let path = 1; path < view.timeline.paths; path++) {
    if (!isSeen(view, path) || kindAt(view, path) !== KIND.file || !counts(path)) continue;
    const size = ownBytes(view.timeline, view.version[path] ?? 0);
    if (size === 0) continue;
    const known = bySize.get(size);
    if (known === undefined) bySize.set(size, [path]);
    else known.push(path);
  }
  const groups: SameContent[] = [];
  for (const [size, paths] of bySize) {
    if (paths.length < 2) continue;
    for (const [digest, same] of byDigest(view, paths)) {
      if (same.length < 2) continue;
      groups.push({ digest: `sha256:${digest}`, size, paths: same, bytes: size * (same.length - 1) });
    }
  }
  return groups.sort((a, b) => b.bytes - a.bytes || (a.digest < b.digest ? -1 : 1));
}

function byDigest(view: View, paths: readonly number[]): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const path of paths) {
    const version = view.version[path] ?? 0;
    const index = indexOf(view.timeline, version);
    const at = index.digestAt[view.timeline.row[version] ?? 0] ?? NO_DIGEST;
    if (at === NO_DIGEST) continue;
    const digest = index.digests.toString('hex', at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES);
    const known = groups.get(digest);
    if (known === undefined) groups.set(digest, [path]);
    else known.push(path);
  }
  return groups;
}
