/** One operation of the Docker Engine API: where it is served, or that it is not there yet. */
export interface Operation {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The file in `routes/`. */
  readonly file: string;
  /** False while the route only says that it is not implemented. */
  readonly there: boolean;
}

/**
 * The operations of the Docker Engine API 1.51 without those of swarm and plugins, which are out of scope
 * (`routes/out-of-scope.ts`). `GET /gantry/operations` tells it to clients that want to know what to offer. A test holds this list against the routes.
 */
export const OPERATIONS: readonly Operation[] = [
  ...there('containers', [
    'GET /containers/json',
    'POST /containers/create',
    'POST /containers/prune',
    'GET /containers/:id/json',
    'GET /containers/:id/top',
    'GET /containers/:id/changes',
    'POST /containers/:id/rename',
    'POST /containers/:id/update',
    'DELETE /containers/:id',
  ]),
  ...there('container-lifecycle', [
    'POST /containers/:id/start',
    'POST /containers/:id/stop',
    'POST /containers/:id/restart',
    'POST /containers/:id/kill',
    'POST /containers/:id/pause',
    'POST /containers/:id/unpause',
    'POST /containers/:id/resize',
    'POST /containers/:id/wait',
  ]),
  ...there('container-streams', [
    'GET /containers/:id/logs',
    'GET /containers/:id/stats',
    'POST /containers/:id/attach',
    'GET /containers/:id/attach/ws',
  ]),
  ...there('container-files', [
    'GET /containers/:id/export',
    'HEAD /containers/:id/archive',
    'GET /containers/:id/archive',
    'PUT /containers/:id/archive',
  ]),
  ...there('exec', [
    'POST /containers/:id/exec',
    'POST /exec/:id/start',
    'POST /exec/:id/resize',
    'GET /exec/:id/json',
  ]),
  ...there('images', [
    'GET /images/json',
    'POST /images/load',
    'GET /images/get',
    'GET /images/:name/get',
    'GET /images/:name/json',
    'GET /images/:name/history',
    'POST /images/:name/tag',
    'DELETE /images/:name',
    'POST /images/prune',
  ]),
  ...there('image-create', ['POST /images/create']),
  ...there('commit', ['POST /commit']),
  ...there('system', [
    'GET /_ping',
    'HEAD /_ping',
    'GET /version',
    'GET /info',
    'GET /events',
    'GET /system/df',
  ]),
  ...there('networks', [
    'GET /networks',
    'GET /networks/:id',
    'POST /networks/create',
    'POST /networks/prune',
    'POST /networks/:id/connect',
    'POST /networks/:id/disconnect',
    'DELETE /networks/:id',
  ]),
  ...there('volumes', [
    'GET /volumes',
    'GET /volumes/:name',
    'POST /volumes/create',
    'POST /volumes/prune',
    'DELETE /volumes/:name',
  ]),
  ...notThere('volumes', ['PUT /volumes/:name']),
  ...there('registry', [
    'POST /auth',
    'POST /images/:name/push',
    'GET /images/search',
    'GET /distribution/:name/json',
  ]),
  ...there('build', ['POST /build', 'POST /build/prune']),
  ...notThere('build', ['POST /session']),
];

type Line = `${Operation['method']} /${string}`;

function there(file: string, lines: readonly Line[]): Operation[] {
  return lines.map((line) => operation(file, line, true));
}

function notThere(file: string, lines: readonly Line[]): Operation[] {
  return lines.map((line) => operation(file, line, false));
}

function operation(file: string, line: Line, isThere: boolean): Operation {
  const [method, path] = line.split(' ') as [Operation['method'], string];
  return { method, path, file: `routes/${file}.ts`, there: isThere };
}
