import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import { readJson, syncFolder, writeJson } from '../../disk/atomic-write.ts';
import { copyFolders } from '../../process/copy-below.ts';
import { flushFileSystem } from '../../process/flush.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { LISTS } from './change-lists.ts';
import { InsideTree, moved } from './inside.ts';
import { readNames } from './name-list.ts';

/**
 * A change-over turns the files of a volume into others in place: the folder and those in it that stay are the same
 * before and after, so whoever has them mounted or open goes on. All is made ready aside, in a folder beside the files:
 *
 *     <volume>/.work-*
 *       tree/          what comes, where it will be
 *       trash/         what went, by its number in the list
 *       out, in, …     the lists (`change-lists.ts`)
 *       journal.json   written last. From here on the change is finished, whatever ends us; before, it never began.
 */
export const WORK_PREFIX = '.work-';
export const STAGED = 'tree';
export const TRASH = 'trash';
const JOURNAL = 'journal.json';
/** What somebody puts in our way again and again is left there. */
const TRIES = 10;
/** Of rename(2): something is there that it does not replace. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST']);

const journalShape = z.object({
  schema: z.literal(1),
  /** For a person who finds it. */
  operation: z.string(),
  /** Where the folders are whose owners, modes and times are to be set, relative to the volume's folder. */
  folders: z.string(),
});
export type Journal = z.infer<typeof journalShape>;

/** Performs the change that was made ready in `work`. Whatever fails leaves it to be finished later by `finishChanges`. */
export async function changeOver(
  volume: string,
  work: string,
  journal: Omit<Journal, 'schema'>,
): Promise<void> {
  await flushFileSystem(work);
  await writeJson(join(work, JOURNAL), { schema: 1, ...journal }, { durable: true, mode: 0o600 });
  await syncFolder(volume);
  await perform(volume, work);
  await removeTree(work);
}

/** Finishes what a crash interrupted; what was made ready for it stays. Nobody else may work on the volume meanwhile. */
export async function finishChanges(volume: string): Promise<readonly string[]> {
  const finished: string[] = [];
  for (const name of await readdir(volume)) {
    if (!name.startsWith(WORK_PREFIX)) continue;
    const found = await readJson(join(volume, name, JOURNAL));
    if (found === undefined) continue;
    await perform(volume, join(volume, name));
    finished.push(journalShape.parse(found).operation);
  }
  return finished;
}

/** Every step may be done again. */
async function perform(volume: string, work: string): Promise<void> {
  const journal = journalShape.parse(await readJson(join(work, JOURNAL)));
  try {
    await moveAll(join(volume, '_data'), work);
    await copyFolders(
      { root: volume, from: journal.folders, to: '_data' },
      await names(join(work, LISTS.folders)),
      { loose: true },
    );
  } catch (cause) {
    const why = `${journal.operation} was interrupted: ${messageOf(cause)}; it is finished when the engine starts again`;
    throw fault('system', why, cause);
  }
  // This ends it: what is left has no journal any more and is only rubbish.
  await rm(join(work, JOURNAL), { force: true });
}

async function moveAll(data: string, work: string): Promise<void> {
  await using tree = await InsideTree.at(data);
  let number = 0;
  const trash = (name: number | string) => Buffer.from(join(work, TRASH, String(name)));
  for await (const path of readNames(join(work, LISTS.out))) {
    const to = trash(number++);
    if (await isThere(to)) continue;
    const from = await tree.place(path);
    if (from !== undefined) await moved(from, to);
  }
  const clear = async (obstacle: Buffer) => {
    await moved(obstacle, trash(`late-${process.hrtime.bigint()}`));
  };
  for await (const path of readNames(join(work, LISTS.in))) {
    const from = Buffer.concat([Buffer.from(`${join(work, STAGED)}/`), Buffer.from(path, 'latin1')]);
    for (let tries = 0; tries < TRIES && (await isThere(from)); tries += 1) {
      await putIn(tree, path, from, clear);
    }
  }
}

/** Puts one thing in its place. Whoever has the volume may make or take away things there meanwhile; then it is still at `from`. */
async function putIn(
  tree: InsideTree,
  path: string,
  from: Buffer,
  clear: (obstacle: Buffer) => Promise<void>,
): Promise<void> {
  const to = await tree.place(path, clear);
  try {
    if (to !== undefined && (await moved(from, to))) return;
  } catch (error) {
    if (!IN_THE_WAY.has(errnoOf(error) ?? '') || to === undefined) throw error;
    await clear(to);
  }
  await tree.forget();
}

/** The names in a list, each once. */
async function names(list: string): Promise<string[]> {
  const found = new Set<string>();
  for await (const name of readNames(list)) found.add(name);
  return [...found];
}

async function isThere(path: Buffer): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
