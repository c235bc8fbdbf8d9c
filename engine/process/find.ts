import { fault } from '../base/errors.ts';
import { stream } from './stream.ts';

/** One thing below a folder, as lstat(2) tells it. */
export interface FoundFile {
  /** Relative to the folder; one character per byte (latin1), since file names are bytes. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'character-device' | 'other';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Seconds since the epoch with a fraction. */
  readonly mtime: string;
  readonly inode: string;
}

const TYPES: Readonly<Record<string, FoundFile['type']>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  c: 'character-device',
};

/**
 * Everything below `folder` (itself not), folders before what they hold; the walk is done by find(1), beside us. What
 * vanishes meanwhile is left out. Throws `system` when the folder cannot be read.
 */
export async function* findBelow(folder: string): AsyncGenerator<FoundFile> {
  const found = stream('find', [folder, '-mindepth', '1', '-printf', '%y %m %U %G %s %T@ %i %P\\0'], {
    // find answers 1 when something went away under it.
    successExitCodes: [0, 1],
  });
  let rest = '';
  for await (const chunk of found) {
    const lines = (rest + chunk.toString('latin1')).split('\0');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parse(line);
  }
}

function parse(line: string): FoundFile {
  const fields = /^(\S) (\d+) (\d+) (\d+) (\d+) (-?\d+\.?\d*) (\d+) (.*)$/s.exec(line);
  if (fields === null) throw fault('system', `find printed something unexpected: ${JSON.stringify(line)}`);
  const [, type = '', mode = '', uid = '', gid = '', size = '', mtime = '', inode = '', path = ''] = fields;
  return {
    path,
    type: TYPES[type] ?? 'other',
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    mtime,
    inode,
  };
}
