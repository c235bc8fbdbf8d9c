import { messageOf } from '../../base/errors.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { Ownership } from '../files/layer-tar.ts';
import { type ModeChange, readModeChange } from '../files/mode-change.ts';

/** What `--chown` means in an image. Throws `SyntaxFault` for names that it does not have. */
export async function ownerOf(
  chown: string | undefined,
  root: string | undefined,
): Promise<Ownership['owner']> {
  if (chown === undefined) return undefined;
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(chown) ?? [];
  if (uid !== undefined) return { uid: Number(uid), gid: Number(gid ?? uid) };
  if (root === undefined)
    throw new SyntaxFault(`cannot look up --chown=${chown} in an image without files`, 0);
  const [, , group] = /^([^:]*)(:.*)?$/.exec(chown) ?? [];
  const user = await resolveUser(root, chown).catch((error: unknown) => {
    const [, kind, name] = /unable to find (user|group) (.*?):/.exec(messageOf(error)) ?? [];
    if (kind === undefined || name === undefined) throw error;
    const id = kind === 'user' ? 'uid' : 'gid';
    throw new SyntaxFault(
      `unable to convert uid/gid chown string to host mapping: can't find ${id} for ${kind} ${name}: no such ${kind}: ${name}`,
      0,
    );
  });
  // Without a group the number of the user is taken (Dockerfile reference, COPY --chown).
  return { uid: user.uid, gid: group === undefined ? user.uid : user.gid };
}

/** What `--chmod` does. Throws `SyntaxFault`. */
export function modeOf(chmod: string | undefined): ModeChange | undefined {
  if (chmod === undefined) return undefined;
  const change = readModeChange(chmod);
  if (change !== undefined) return change;
  throw new SyntaxFault(
    `invalid chmod parameter: '${chmod}'. it should be octal string and between 0 and 07777, or symbols such as u=rwX,go=rX`,
    0,
  );
}
