import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileChange, FileDockerfile } from '../../api/types/files.ts';
import { nameBytes, readableName } from '../../base/file-name.ts';
import { kindOfStats } from '../entry.ts';
import { openFound } from '../read.ts';
import { type FoundThing, isThere, linkTarget, type Root } from '../root.ts';
import type { FileOrigin, Original } from '../tree.ts';
import { contextPath, dockerfileLines, type Step } from './lines.ts';

/** Lines that make a container's changes to its image; with `paths` only what is at or below these. */
export async function dockerfileOf(
  root: Root,
  origin: FileOrigin,
  paths: readonly string[],
): Promise<FileDockerfile> {
  const steps: Step[] = [];
  const whole: string[] = []; // new folders, which come with all that is in them
  for (const { path: bytes, change } of await origin.changes()) {
    const path = readableName(bytes);
    if (paths.length > 0 && !paths.some((top) => isAtOrBelow(path, top))) continue;
    if (whole.some((folder) => path.startsWith(`${folder}/`))) continue;
    const made = await stepsFor(root, origin, path, change);
    if (made.some((step) => step.kind === 'copy' && step.folder)) whole.push(path);
    steps.push(...made);
  }
  const copied = steps.flatMap((step) => (step.kind === 'copy' ? [contextPath(step.path)] : []));
  return { lines: dockerfileLines(steps), copied };
}

function isAtOrBelow(path: string, top: string): boolean {
  return top === '/' || path === top || path.startsWith(`${top}/`);
}

async function stepsFor(
  root: Root,
  origin: FileOrigin,
  path: string,
  change: FileChange,
): Promise<readonly Step[]> {
  if (/[\ud800-\udfff\n]/u.test(path))
    return [{ kind: 'note', text: `not told: ${JSON.stringify(path)}, whose name fits no line` }];
  if (change === 'deleted') return [{ kind: 'remove', path }];
  const found = await root.find(nameBytes(path), { follow: false }).catch(() => undefined);
  if (found === undefined) return [];
  try {
    return isThere(found) ? await stepsForThing(origin, path, found) : [];
  } finally {
    await found.close();
  }
}

async function stepsForThing(origin: FileOrigin, path: string, found: FoundThing): Promise<readonly Step[]> {
  const { stats } = found.node;
  const was = await origin.original(found.path);
  const kind = kindOfStats(stats);
  const isSameKind = was !== undefined && kindOfStats(was.stats) === kind;
  // What has another kind than before has to make room.
  const room: readonly Step[] = was === undefined || isSameKind ? [] : [{ kind: 'remove', path }];
  if (kind === 'directory') {
    return isSameKind ? attributes(path, was.stats, stats) : [...room, copyOf(path, stats, true)];
  }
  if (kind === 'symlink') {
    const target = readableName((await linkTarget(found.folder, found.name)) ?? '');
    return was?.target === target ? [] : [...room, { kind: 'link', path, target }];
  }
  if (kind === 'file') {
    const isSame = isSameKind && (await hasSameContent(found, was));
    return isSame ? attributes(path, was.stats, stats) : [...room, copyOf(path, stats, false)];
  }
  return [{ kind: 'note', text: `not told: ${path}, a ${kind.replace('-', ' ')}` }];
}

function copyOf(path: string, stats: BigIntStats, folder: boolean): Step {
  const isRoots = stats.uid === 0n && stats.gid === 0n;
  return { kind: 'copy', path, folder, owner: isRoots ? undefined : `${stats.uid}:${stats.gid}` };
}

function attributes(path: string, was: BigIntStats, now: BigIntStats): readonly Step[] {
  const steps: Step[] = [];
  if (was.uid !== now.uid || was.gid !== now.gid)
    steps.push({ kind: 'owner', path, owner: `${now.uid}:${now.gid}` });
  if (Number(was.mode) !== Number(now.mode))
    steps.push({ kind: 'mode', path, mode: Number(now.mode) & 0o7777 });
  return steps;
}

/** Larger files are taken for changed: being in the upper layer says that somebody opened them for writing. */
const COMPARED_BYTES = 256 * 1024 * 1024;
const PIECE = 1024 * 1024;

async function hasSameContent(found: FoundThing, was: Original): Promise<boolean> {
  if (found.node.stats.size !== was.stats.size || Number(was.stats.size) > COMPARED_BYTES) return false;
  const now = await openFound(found);
  try {
    const before = await was.open();
    try {
      return await readAlike(now, before);
    } finally {
      await before.close();
    }
  } finally {
    await now.close();
  }
}

async function readAlike(one: FileHandle, other: FileHandle): Promise<boolean> {
  const [a, b] = [Buffer.alloc(PIECE), Buffer.alloc(PIECE)];
  for (let at = 0; ; ) {
    const [{ bytesRead }, rest] = await Promise.all([one.read(a, 0, PIECE, at), other.read(b, 0, PIECE, at)]);
    if (bytesRead !== rest.bytesRead || !a.subarray(0, bytesRead).equals(b.subarray(0, bytesRead)))
      return false;
    if (bytesRead === 0) return true;
    at += bytesRead;
  }
}
