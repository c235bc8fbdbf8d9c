export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface JsonRow {
  /** As a program would write it: `State.Health.Log[0]`. */
  readonly path: string;
  readonly depth: number;
  readonly key: string;
  readonly value: Json;
  readonly branch: 'open' | 'closed' | undefined;
  readonly size: number;
  readonly matched: boolean;
}

type Branch = readonly Json[] | { readonly [key: string]: Json };

export function isBranch(value: Json): value is Branch {
  return typeof value === 'object' && value !== null;
}

function entries(value: Branch): [string, Json][] {
  return Object.entries(value);
}

function childPath(parent: string, key: string, inArray: boolean): string {
  if (inArray) return `${parent}[${key}]`;
  const plain = /^[A-Za-z_$][\w$]*$/.test(key);
  if (parent === '') return plain ? key : `[${JSON.stringify(key)}]`;
  return plain ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

export function leafText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The tree as rows from top to bottom. With a query only what matches is there, with the way to it; whatever holds a
 * match is open then.
 */
export function jsonRows(root: Json, isOpen: (path: string) => boolean, query: string): JsonRow[] {
  const needle = query.toLowerCase();
  return isBranch(root) ? children(root, '', 0, isOpen, needle) : [];
}

function children(
  parent: Branch,
  path: string,
  depth: number,
  isOpen: (path: string) => boolean,
  needle: string,
): JsonRow[] {
  return entries(parent).flatMap(([key, value]) => {
    const at = childPath(path, key, Array.isArray(parent));
    const inKey = needle !== '' && key.toLowerCase().includes(needle);
    if (!isBranch(value)) {
      const matched = inKey || (needle !== '' && leafText(value).toLowerCase().includes(needle));
      if (needle !== '' && !matched) return [];
      return [{ path: at, depth, key, value, branch: undefined, size: 0, matched }];
    }
    const size = entries(value).length;
    const below = needle === '' ? [] : children(value, at, depth + 1, isOpen, needle);
    if (needle !== '' && !inKey && below.length === 0) return [];
    const open = size > 0 && (below.length > 0 || isOpen(at));
    const row: JsonRow = {
      path: at,
      depth,
      key,
      value,
      branch: open ? 'open' : 'closed',
      size,
      matched: inKey,
    };
    if (!open) return [row];
    return [row, ...(below.length > 0 ? below : children(value, at, depth + 1, isOpen, ''))];
  });
}

/** Every path that can be opened. */
export function branchPaths(root: Json, path = ''): string[] {
  if (!isBranch(root)) return [];
  return entries(root).flatMap(([key, value]) => {
    if (!isBranch(value)) return [];
    const at = childPath(path, key, Array.isArray(root));
    return [at, ...branchPaths(value, at)];
  });
}
