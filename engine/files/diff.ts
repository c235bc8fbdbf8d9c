import type { FileDiff } from '../api/types/files.ts';
import { fault } from '../base/errors.ts';
import { nameBytes, readableName } from '../base/file-name.ts';
import { openFound, startOf } from './read.ts';
import { linkTarget, type Root } from './root.ts';
import { DIFF_LIMIT, diffOf } from './text/text-diff.ts';
import type { FileOrigin } from './tree.ts';

interface Side {
  readonly facts: { readonly size: number; readonly mode: number };
  /** Undefined when it is larger than what is compared. */
  readonly bytes: Buffer | undefined;
}

/** What the image has at a path against what is there now. Symlinks are texts that say where they lead. */
export async function diffAgainstOrigin(root: Root, origin: FileOrigin, path: string): Promise<FileDiff> {
  const found = await root.find(path, { follow: false });
  try {
    const image = await originalSide(origin, found.path);
    const now = await presentSide(found);
    if (image === undefined && now === undefined)
      throw fault('not-found', `there is no ${readableName(found.path)}, neither now nor in the image`);
    return {
      path: readableName(found.path),
      image: image?.facts ?? null,
      now: now?.facts ?? null,
      result: resultOf(image, now),
    };
  } finally {
    await found.close();
  }
}

const NOTHING = Buffer.alloc(0);

function resultOf(image: Side | undefined, now: Side | undefined): FileDiff['result'] {
  const before = image === undefined ? NOTHING : image.bytes;
  const after = now === undefined ? NOTHING : now.bytes;
  if (before === undefined || after === undefined) return { kind: 'too-large' };
  const result = diffOf(before, after);
  return result.kind === 'text'
    ? { ...result, before: before.toString('utf8'), after: after.toString('utf8') }
    : result;
}

async function originalSide(origin: FileOrigin, path: string): Promise<Side | undefined> {
  const was = await origin.original(path);
  if (was === undefined) return undefined;
  const { stats } = was;
  const facts = { size: Number(stats.size), mode: Number(stats.mode) & 0o7777 };
  if (was.target !== undefined) return { facts, bytes: Buffer.from(`${nameBytes(was.target)}\n`, 'latin1') };
  if (!stats.isFile()) return { facts, bytes: NOTHING };
  if (facts.size > DIFF_LIMIT) return { facts, bytes: undefined };
  const file = await was.open();
  try {
    return { facts, bytes: await startOf(file, DIFF_LIMIT) };
  } finally {
    await file.close();
  }
}

async function presentSide(found: Awaited<ReturnType<Root['find']>>): Promise<Side | undefined> {
  const { node } = found;
  if (node === undefined) return undefined;
  const { stats } = node;
  const facts = { size: Number(stats.size), mode: Number(stats.mode) & 0o7777 };
  if (stats.isSymbolicLink()) {
    const target = (await linkTarget(found.folder, found.name)) ?? '';
    return { facts, bytes: Buffer.from(`${target}\n`, 'latin1') };
  }
  if (!stats.isFile()) return { facts, bytes: NOTHING };
  if (facts.size > DIFF_LIMIT) return { facts, bytes: undefined };
  const file = await openFound({ ...found, node });
  try {
    return { facts, bytes: await startOf(file, DIFF_LIMIT) };
  } finally {
    await file.close();
  }
}
