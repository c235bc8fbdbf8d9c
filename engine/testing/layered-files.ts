import { readTar } from '../disk/tar-reader.ts';
import { type BuiltIndex, IndexBuilder } from '../layers/index/index-builder.ts';
import type { LayerIndex } from '../layers/index/layer-index.ts';
import { foldersAbove } from '../layers/member-path.ts';
import { toOverlayTar } from '../layers/overlay-tar.ts';
import { meaningOf } from '../layers/whiteout.ts';
import { inChunks, type TarMember, tarOf } from './tar-of.ts';

/** What a plain model of layers shows at a path; folders have no content. */
export interface Shown {
  readonly content: string | undefined;
  /** The layer that wrote it. */
  readonly layer: number;
}

/** The simplest thing that does what layers do: a map of paths, changed by one layer after the other. */
export function showAfter(layers: readonly (readonly TarMember[])[]): Map<string, Shown>[] {
  const states: Map<string, Shown>[] = [];
  let below = new Map<string, Shown>();
  for (const [layer, members] of layers.entries()) {
    const next = new Map(below);
    for (const { path } of members) {
      const meaning = meaningOf(path);
      const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
      if (meaning.kind === 'whiteout')
        removeTree(next, folder === '' ? meaning.hides : `${folder}/${meaning.hides}`);
      if (meaning.kind === 'opaque')
        for (const one of next.keys()) if (isBelow(one, folder)) next.delete(one);
    }
    for (const { path, content } of members) {
      if (meaningOf(path).kind !== 'plain') continue;
      const place = path.replace(/\/$/, '');
      for (const folder of foldersAbove(place)) {
        if (next.get(folder)?.content !== undefined) next.delete(folder);
        if (!next.has(folder)) next.set(folder, { content: undefined, layer });
      }
      const isFolder = path.endsWith('/');
      if (!isFolder) removeTree(next, place);
      next.set(place, { content: isFolder ? undefined : (content ?? ''), layer });
    }
    for (const { path } of members) {
      // A marker makes the folder that it lies in.
      if (meaningOf(path).kind !== 'opaque') continue;
      for (const folder of foldersAbove(path)) {
        if (next.get(folder)?.content !== undefined || !next.has(folder))
          next.set(folder, { content: undefined, layer });
      }
    }
    states.push(next);
    below = next;
  }
  return states;
}

/** The indexes that these layers get when they are unpacked one over the other. */
export async function indexesOf(layers: readonly (readonly TarMember[])[]): Promise<LayerIndex[]> {
  const states = showAfter(layers);
  const built = layers.map((members, layer) =>
    indexOver(members, states[layer - 1] ?? new Map<string, Shown>()),
  );
  return (await Promise.all(built)).map(({ index }) => index);
}

async function indexOver(
  members: readonly TarMember[],
  below: ReadonlyMap<string, Shown>,
): Promise<BuiltIndex> {
  const builder = new IndexBuilder('trusted');
  const tar = toOverlayTar(readTar(inChunks(tarOf(members))), {
    below: { has: async (path) => below.has(path), folder: async () => undefined },
    xattrs: 'trusted',
    facts: { size: 0, opaque: new Set() },
    observe: (place, header, digest) => builder.add(place, header, digest),
  });
  for await (const _ of tar);
  return builder.build();
}

function removeTree(state: Map<string, Shown>, path: string): void {
  for (const one of state.keys()) if (one === path || isBelow(one, path)) state.delete(one);
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
