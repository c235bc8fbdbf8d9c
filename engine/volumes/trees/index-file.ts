import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { listTree } from '../../process/list-tree.ts';
import { sortLines } from '../../process/sort-lines.ts';
import { keyOfPath, type TreeRecord } from './record.ts';

/** What an index says about its tree as a whole. */
export interface TreeTotals {
  readonly files: number;
  readonly folders: number;
  /** Bytes of the files' content, each file once however many names it has. */
  readonly bytes: number;
}

/**
 * Writes what is in the tree `folder` now to `file`, sorted; the walk and the sorting are done beside us, so that a tree may be
 * larger than our memory. Throws `system`.
 */
export async function writeIndex(folder: string, file: string, scratch: string): Promise<TreeTotals> {
  const totals = { files: 0, folders: 0, bytes: 0 };
  const sorted = sortLines(inPieces(linesOf(listTree(folder), totals)), scratch);
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      for await (const chunk of sorted) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : diskFault(`write ${file}`, cause);
  }
  return { ...totals, bytes: Math.round(totals.bytes) };
}

async function* linesOf(
  found: AsyncIterable<Buffer>,
  totals: { files: number; folders: number; bytes: number },
): AsyncGenerator<Buffer> {
  let rest = '';
  for await (const chunk of found) {
    const texts = (rest + chunk.toString('latin1')).split('\0');
    const whole = texts.length - 1 - ((texts.length - 1) % 2);
    rest = texts.slice(whole).join('\0');
    let lines = '';
    for (let at = 0; at < whole; at += 2) {
      const stat = texts[at + 1] ?? '';
      count(stat, totals);
      lines += `${keyOfPath(texts[at] ?? '')}\0${stat}\n`;
    }
    if (lines !== '') yield Buffer.from(lines, 'latin1');
  }
  if (rest !== '') throw fault('system', `find printed something unexpected: ${JSON.stringify(rest)}`);
}

function count(stat: string, totals: { files: number; folders: number; bytes: number }): void {
  if (stat.startsWith('d')) {
    totals.folders += 1;
    return;
  }
  totals.files += 1;
  if (!stat.startsWith('f')) return;
  const fields = stat.split(' ');
  totals.bytes += Number(fields[4]) / Math.max(1, Number(fields[8]));
}

/** The records of an index, some at a time, in order. */
export async function* readIndex(file: string): AsyncGenerator<readonly TreeRecord[]> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 128 * 1024 })) {
      const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      yield lines.map(parse);
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : diskFault(`read ${file}`, cause);
  }
}

function parse(line: string): TreeRecord {
  const end = line.indexOf('\0');
  return { key: line.slice(0, end), stat: line.slice(end + 1) };
}
