import { isKind } from '../../base/errors.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { PACK } from '../../process/gnu-tar.ts';
import { stream } from '../../process/stream.ts';

/** Extended attributes as pax records (`SCHILY.xattr.security.capability`), values one character per byte. */
export type Attributes = ReadonlyMap<string, string>;

export const NO_ATTRIBUTES: Attributes = new Map();

const PREFIX = 'SCHILY.xattr.';
/** What belongs to the file system that a tree lies on, not to its files. */
const FOREIGN =
  /^(?:SCHILY\.xattr\.)?(?:trusted\.|user\.overlay\.|system\.|security\.selinux|security\.evm|security\.ima)/;

/** Of a member's pax records those that are extended attributes and may come along. */
export function attributesIn(records: ReadonlyMap<string, string>): Attributes {
  if (records.size === 0) return NO_ATTRIBUTES;
  const found = [...records].filter(([name]) => name.startsWith(PREFIX) && !FOREIGN.test(name));
  return found.length === 0 ? NO_ATTRIBUTES : new Map(found);
}

/**
 * The extended attributes of what lies at or below some paths of this machine, by path (one character per byte); things without
 * any are left out. Node cannot read them: getfattr(1) does, beside us, or where it is not installed GNU tar, which reads the
 * files as well and takes so much longer.
 */
export async function readAttributes(paths: readonly string[]): Promise<ReadonlyMap<string, Attributes>> {
  const found = new Map<string, Attributes>();
  for (let at = 0; at < paths.length; at += AT_A_TIME) {
    const some = paths.slice(at, at + AT_A_TIME);
    try {
      await askGetfattr(found, some);
    } catch (error) {
      if (!isKind(error, 'unavailable')) throw error;
      await askTar(found, some);
    }
  }
  return found;
}

/** A command line is bounded. */
const AT_A_TIME = 500;

const HOW = ['--recursive', '--physical', '--no-dereference', '--dump', '--match=-', '--encoding=hex'];

async function askGetfattr(found: Map<string, Attributes>, paths: readonly string[]): Promise<void> {
  const told = stream('getfattr', [...HOW, '--absolute-names', '--', ...paths.map(asArgument)], {
    successExitCodes: [0, 1],
  });
  let rest = '';
  for await (const chunk of told) {
    const blocks = (rest + chunk.toString('latin1')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) note(found, block);
  }
  note(found, rest);
}

/** The same from an archive of the files. */
export async function askTar(found: Map<string, Attributes>, paths: readonly string[]): Promise<void> {
  const packed = stream('tar', [...PACK, '--absolute-names', '--', ...paths.map(asArgument)], {
    successExitCodes: [0, 1],
  });
  for await (const { header } of readTar(packed)) {
    const attributes = attributesIn(header.records);
    if (attributes.size > 0) found.set(header.path.replace(/\/$/, ''), attributes);
  }
}

function asArgument(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

function note(found: Map<string, Attributes>, block: string): void {
  const [head = '', ...lines] = block.split('\n');
  const [, path] = /^# file: (.*)$/s.exec(head) ?? [];
  if (path === undefined) return;
  const attributes = lines.flatMap((line): [string, string][] => {
    const at = line.indexOf('=0x');
    const name = unescaped(line.slice(0, at));
    if (at < 0 || FOREIGN.test(name)) return [];
    return [[PREFIX + name, Buffer.from(line.slice(at + 3), 'hex').toString('latin1')]];
  });
  if (attributes.length > 0) found.set(unescaped(path), new Map(attributes));
}

/** getfattr writes what is not plain as `\ooo`. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
