import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '../base/errors.ts';

/** Small static programs that reap zombies and pass signals on; the first that is installed is used. */
const CANDIDATES = ['docker-init', 'catatonit', 'tini-static', 'tini'];

/** The absolute path of the init program for `--init`. Throws `unavailable` naming the package when there is none. */
export async function findInit(): Promise<string> {
  const folders = ['/usr/libexec/podman', ...(process.env['PATH'] ?? '/usr/bin:/bin').split(':')];
  for (const name of CANDIDATES) {
    for (const folder of folders) {
      const path = join(folder, name);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  throw fault(
    'unavailable',
    'no init program is installed for --init: install the package tini or catatonit',
  );
}
