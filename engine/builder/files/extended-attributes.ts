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
 * any are left out. Read by getfattr(1), beside us, since Node cannot. Throws `unavailable` when that is not installed.
 */
export async function readAttributes(paths: readonly string[]): Promise<ReadonlyMap<string, Attributes>> {
  const found = new Map<string, Attributes>();
  let rest = '';
  const how = ['--recursive', '--physical', '--no-dereference', '--dump', '--match=-', '--encoding=hex'];
  const list = paths.map((path) => Buffer.from(path, 'latin1').toString('utf8'));
  const told = stream('getfattr', [...how, '--absolute-names', '--', ...list], { successExitCodes: [0, 1] });
  for await (const chunk of told) {
    const blocks = (rest + chunk.toString('latin1')).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) note(found, block);
  }
  note(found, rest);
  return found;
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
