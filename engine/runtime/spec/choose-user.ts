import { fault } from '../../base/errors.ts';
import { type GroupEntry, idOf, type PasswdEntry } from './passwd.ts';
import type { ResolvedUser } from './spec-input.ts';

const OUT_OF_RANGE = 'uids and gids must be in range 0-2147483647';

/**
 * Who `user[:group]` is, by Docker's rules: names or numbers; root when empty; a number need not be in the files. The groups
 * that list the user count only when no group was named. Throws `invalid` in Docker's words for a name that is not in
 * the files.
 *
 * @param groupAdd `--group-add`: more groups, by name or number
 */
export function chooseUser(
  spec: string,
  groupAdd: readonly string[],
  users: readonly PasswdEntry[],
  groups: readonly GroupEntry[],
): ResolvedUser {
  const [userName, groupName] = splitOnce(spec);
  const found = findUser(userName, users);
  const uid = found?.uid ?? numericId(userName === '' ? '0' : userName, 'user', 'passwd');
  const gid = groupName === '' ? (found?.gid ?? 0) : findGroup(groupName, groups);
  const memberOf =
    groupName === '' && found !== undefined
      ? groups.filter(({ members }) => members.includes(found.name)).map((group) => group.gid)
      : [];
  const added = groupAdd.map((name) => findGroup(name, groups));
  return {
    uid,
    gid,
    additionalGids: [...new Set([gid, ...memberOf, ...added])].sort((a, b) => a - b),
    home: found?.home || '/',
  };
}

function splitOnce(spec: string): readonly [string, string] {
  const at = spec.indexOf(':');
  return at < 0 ? [spec, ''] : [spec.slice(0, at), spec.slice(at + 1)];
}

/** A number is never taken for a name. */
function findUser(name: string, users: readonly PasswdEntry[]): PasswdEntry | undefined {
  const wanted = name === '' ? '0' : name;
  return users.find((user) => (/^\d+$/.test(wanted) ? user.uid === Number(wanted) : user.name === wanted));
}

function findGroup(name: string, groups: readonly GroupEntry[]): number {
  const found = groups.find((group) =>
    /^\d+$/.test(name) ? group.gid === Number(name) : group.name === name,
  );
  return found?.gid ?? numericId(name, 'group', 'group');
}

function numericId(text: string, what: 'user' | 'group', file: 'passwd' | 'group'): number {
  const id = idOf(text);
  if (id !== undefined) return id;
  if (/^-?\d+$/.test(text)) throw fault('invalid', OUT_OF_RANGE);
  throw fault('invalid', `unable to find ${what} ${text}: no matching entries in ${file} file`);
}
