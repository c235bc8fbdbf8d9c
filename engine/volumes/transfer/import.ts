import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { diskFault } from '../../disk/atomic-write.ts';
import { copyFolders } from '../../process/copy-below.ts';
import { LISTS } from '../trees/change-lists.ts';
import { changeOver, STAGED } from '../trees/change-over.ts';
import { NameList } from '../trees/name-list.ts';
import type { Report } from '../trees/report.ts';
import { withWorkFolder } from '../trees/work-folder.ts';
import { unpackArchive } from './unpack.ts';

/** A folder with nothing in it, as the volume's own is to be. */
const TOP = 'top';

export interface ImportOptions {
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Called when the archive is found to be whole, before anything of the volume is touched. */
  readonly before: () => Promise<void>;
}

/** Puts what is in the archive in the place of all that is in the volume. Answers how many members it had. */
export async function importArchive(
  volume: string,
  archive: AsyncIterable<Buffer>,
  { report, signal, before }: ImportOptions,
): Promise<number> {
  return await withWorkFolder(volume, async (work, undo) => {
    const staged = join(work, STAGED);
    const { members, hasRoot } = await unpackArchive(archive, staged, (count) =>
      report({ status: `Unpacking: ${count} files` }),
    );
    signal.throwIfAborted();
    await before();
    const relative = basename(work);
    // What the archive says about the top folder; the staged one changes when its files are moved out of it.
    await mkdir(join(work, TOP));
    await copyFolders({ root: volume, from: `${relative}/${STAGED}`, to: `${relative}/${TOP}` }, [''], {
      loose: false,
    });
    await writeExchange(volume, work, await topNames(staged), hasRoot);
    signal.throwIfAborted();
    undo.keep();
    report({ status: 'Putting it in place' });
    await changeOver(volume, work, { operation: 'The import', folders: `${relative}/${TOP}` });
    return members;
  });
}

/** Takes all away that is in the volume. Answers how many things were at its top. */
export async function emptyVolume(volume: string): Promise<number> {
  return await withWorkFolder(volume, async (work, undo) => {
    const gone = await writeExchange(volume, work, [], false);
    undo.keep();
    await changeOver(volume, work, { operation: 'The emptying', folders: '_data' });
    return gone;
  });
}

/** Lists for a change that takes all that is at the top away and puts `incoming` there: few renames, however much it is. */
async function writeExchange(
  volume: string,
  work: string,
  incoming: readonly string[],
  hasRoot: boolean,
): Promise<number> {
  const outgoing = await topNames(join(volume, '_data'));
  const lists = { out: outgoing, in: incoming, folders: hasRoot ? [''] : [] };
  for (const [name, entries] of Object.entries(lists)) {
    const list = await NameList.create(join(work, LISTS[name as keyof typeof lists]));
    for (const entry of entries) {
      list.add(entry);
      await list.drain();
    }
    await list.close();
  }
  return outgoing.length;
}

/** The names in a folder, one character per byte. */
export async function topNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { encoding: 'buffer' })).map((name) => name.toString('latin1'));
  } catch (cause) {
    throw diskFault(`read ${folder}`, cause);
  }
}
