import { chmod, chown, lstat, readFile, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';

/**
 * Listens on a unix socket that its owner and group may use (the group `docker`, where there is one). A socket that a crash left behind is removed; one on which
 * somebody answers is not (`conflict`), nor a file that is no socket.
 */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  await removeStale(path);
  await new Promise<void>((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(fault('system', `cannot listen on ${path}: ${messageOf(cause)}`, cause));
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve();
    });
  });
  await giveToGroup(path);
  await chmod(path, 0o660);
}

/** Members of the group `docker` may use the engine, as they may Docker's; where there is none it is our own group. */
async function giveToGroup(path: string): Promise<void> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const id = /^docker:[^:]*:(\d+):/m.exec(groups)?.[1];
  if (id === undefined) return;
  try {
    await chown(path, process.getuid?.() ?? 0, Number(id));
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') throw error; // we are neither root nor in the group
  }
}

async function removeStale(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isSocket()) {
      throw fault('conflict', `cannot listen on ${path}: a file that is not a socket is there`);
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  if (await answers(path)) throw fault('conflict', `another process already listens on ${path}`);
  await unlink(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error) => resolve(errnoOf(error) !== 'ECONNREFUSED'));
  });
}
