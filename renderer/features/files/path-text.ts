export function joinPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name for people: what cannot be shown is a question mark in a box. */
export function shownName(name: string): string {
  return name.replace(/[\ud800-\udfff]/gu, '\ufffd').replace(/\p{Cc}/gu, '\u2423');
}
