/** Where a Dockerfile lies, and the folder that is built with it. */
export interface DockerfilePlace {
  readonly path: string;
  readonly folder: string;
  /** As the build is told of it: its path in the folder. */
  readonly name: string;
}

/** @param folder the folder to build, when it is not the one that the file lies in */
export function placeOf(path: string, folder: string | null): DockerfilePlace {
  const own = path.slice(0, path.lastIndexOf('/')) || '/';
  const base = (folder ?? own).replace(/\/+$/, '');
  if (folder !== null && path.startsWith(`${base}/`))
    return { path, folder: base || '/', name: path.slice(base.length + 1) };
  return { path, folder: own, name: path.slice(path.lastIndexOf('/') + 1) };
}
