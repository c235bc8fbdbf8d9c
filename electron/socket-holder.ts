import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process of this machine. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
}

const TCP_LISTENING = '0A';
/** `__SO_ACCEPTCON` in the flags of /proc/net/unix. */
const UNIX_LISTENING = '00010000';

/** Who listens on a TCP port of this machine, as far as /proc lets us see; undefined when it does not. */
export async function holderOfPort(port: number): Promise<Holder | undefined> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = [...(await rowsOf('/proc/net/tcp')), ...(await rowsOf('/proc/net/tcp6'))];
  return holderOf(
    rows.flatMap(([, local, , state, , , , , , inode]) =>
      local?.endsWith(wanted) === true && state === TCP_LISTENING && inode !== undefined ? [inode] : [],
    ),
  );
}

/** Who listens on a unix socket, with the same limits. */
export async function holderOfUnixSocket(socket: string): Promise<Holder | undefined> {
  const rows = await rowsOf('/proc/net/unix');
  return holderOf(
    rows.flatMap(([, , , flags, , , inode, ...path]) =>
      path.join(' ') === socket && flags === UNIX_LISTENING && inode !== undefined ? [inode] : [],
    ),
  );
}

async function rowsOf(table: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(table, 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim().split(/\s+/));
}

async function holderOf(inodes: readonly string[]): Promise<Holder | undefined> {
  if (inodes.length === 0) return undefined;
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
  for (const name of await readdir('/proc').catch(() => [])) {
    const pid = Number(name);
    if (Number.isInteger(pid) && (await holdsOne(pid, wanted))) return { pid, name: await commandOf(pid) };
  }
  return undefined;
}

async function holdsOne(pid: number, wanted: ReadonlySet<string>): Promise<boolean> {
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    if (wanted.has(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''))) return true;
  }
  return false;
}

async function commandOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
