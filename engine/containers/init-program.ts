import { fault } from '../base/errors.ts';
import { programPath } from '../process/program-path.ts';

/** Small static programs that reap zombies and pass signals on; the first that is installed is used. */
const CANDIDATES = ['docker-init', 'catatonit', 'tini-static', 'tini'];

/** Where packages put one that is no command. */
const OWN_FOLDERS = ['/usr/libexec/podman'];

/** The absolute path of the init program that is installed, if there is one. */
export async function installedInit(): Promise<string | undefined> {
  for (const name of CANDIDATES) {
    const path = await programPath(name, OWN_FOLDERS);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The init program for `--init`. Throws `unavailable` naming the package when there is none. */
export async function findInit(): Promise<string> {
  const path = await installedInit();
  if (path !== undefined) return path;
  throw fault(
    'unavailable',
    'no init program is installed for --init: install the package tini or catatonit',
  );
}
