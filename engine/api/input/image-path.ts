const VERBS: Readonly<Record<string, ReadonlySet<string>>> = {
  GET: new Set(['json', 'history', 'get']),
  POST: new Set(['push', 'tag']),
};

/**
 * Image names hold slashes, which a router takes for separate parts of the path. This writes them as `%2F`:
 * `/images/localhost:5000/a/b/json` becomes `/images/localhost:5000%2Fa%2Fb/json`. Other paths stay as they are.
 */
export function namesInOnePiece(method: string, path: string): string {
  const [, resource, rest] = /^\/+(images|distribution)\/+(.+)$/.exec(path) ?? [];
  if (resource === undefined || rest === undefined) return path;
  const parts = rest.split('/').filter((part) => part !== '');
  const verb = VERBS[method]?.has(parts.at(-1) ?? '') === true ? parts.pop() : undefined;
  if (parts.length === 0) return path;
  return `/${resource}/${parts.join('%2F')}${verb === undefined ? '' : `/${verb}`}`;
}
