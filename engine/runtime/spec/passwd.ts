/** A line of /etc/passwd (passwd(5)). */
export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** A line of /etc/group (group(5)). */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Parses a passwd file. Lines that are none (too few fields, no number where one belongs) are skipped: images hold anything. */
export function parsePasswd(text: string): PasswdEntry[] {
  return fieldsOf(text).flatMap(([name, , uidText, gidText, , home = '']) => {
    const [uid, gid] = [idOf(uidText), idOf(gidText)];
    return name && uid !== undefined && gid !== undefined ? [{ name, uid, gid, home }] : [];
  });
}

/** Parses a group file, likewise. */
export function parseGroup(text: string): GroupEntry[] {
  return fieldsOf(text).flatMap(([name, , gidText, list = '']) => {
    const gid = idOf(gidText);
    return name && gid !== undefined ? [{ name, gid, members: list.split(',').filter(Boolean) }] : [];
  });
}

/** The greatest id that Docker takes. */
const MAX_ID = 2 ** 31 - 1;

/** A decimal id in range; undefined for anything else. */
export function idOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= MAX_ID ? id : undefined;
}

function fieldsOf(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}
