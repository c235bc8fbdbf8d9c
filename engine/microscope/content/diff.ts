import type { DiffSide, ImageFileDiff } from '../../api/types/microscope.ts';
import { fault } from '../../base/errors.ts';
import { DIFF_LIMIT, diffOf } from '../../files/text/text-diff.ts';
import type { Anatomy } from '../../images/anatomy.ts';
import { KIND } from '../../layers/index/layer-index.ts';
import { entryAt } from '../entry.ts';
import { isSeen, kindAt, type View } from '../view.ts';
import type { ImageFiles } from './image-files.ts';

/** One side of a diff: where to look for the path. */
export interface Side {
  readonly anatomy: Anatomy;
  readonly view: View;
  readonly files: ImageFiles;
  /** The path's number; undefined when no layer of the image ever had it. */
  readonly path: number | undefined;
}

/** Compares what two images (or two layers of one) have at a path. Symlinks are texts that say where they lead. */
export async function diffSides(path: string, from: Side | undefined, to: Side): Promise<ImageFileDiff> {
  const sides = { path, from: from === undefined ? null : sideOf(from), to: sideOf(to) };
  if (sides.from === null && sides.to === null)
    throw fault('not-found', `there is no ${path} on either side`);
  return { ...sides, result: await resultOf(sides, from, to) };
}

async function resultOf(
  sides: Pick<ImageFileDiff, 'from' | 'to'>,
  from: Side | undefined,
  to: Side,
): Promise<ImageFileDiff['result']> {
  const digest = sides.from?.digest ?? null;
  if (digest !== null && digest === sides.to?.digest) return { kind: 'same' };
  if ((sides.from?.size ?? 0) > DIFF_LIMIT || (sides.to?.size ?? 0) > DIFF_LIMIT)
    return { kind: 'too-large' };
  return diffOf(await textOf(from), await textOf(to));
}

function sideOf({ anatomy, view, path }: Side): DiffSide | null {
  if (path === undefined || !isSeen(view, path)) return null;
  const { size, mode, digest } = entryAt(view, path);
  return { image: anatomy.id, layer: view.layer, size, mode, digest };
}

async function textOf(side: Side | undefined): Promise<Buffer> {
  if (side?.path === undefined || !isSeen(side.view, side.path)) return Buffer.alloc(0);
  const { view, path, files } = side;
  if (kindAt(view, path) === KIND.symlink) return Buffer.from(`${entryAt(view, path).target ?? ''}\n`);
  return files.start(view, path, DIFF_LIMIT);
}
