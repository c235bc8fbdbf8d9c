import { type Context, Hono } from 'hono';
import { createEngineClient } from '../../engine/client/client.ts';
import { DesktopError } from '../desktop-error.ts';
import { failure, failureOf, json } from './answers.ts';
import { buildRoutes } from './builds/build-routes.ts';
import { LocalBuilds } from './builds/local-builds.ts';
import { composeRoutes } from './compose/compose-routes.ts';
import { LocalProjects, type ProjectsPort } from './compose/local-projects.ts';
import { Plans } from './compose/plans.ts';
import type { EnginePort } from './engine-port.ts';
import { proxyToEngine } from './engine-proxy.ts';
import { openHijack, openHttp } from './engine-stream.ts';
import { fileRoutes } from './files/file-routes.ts';
import { openerOf } from './host-stream.ts';
import { loginForImage, withLogin, withLoginFor } from './registry-login.ts';
import { type RegistriesPort, registryRoutes } from './registry-routes.ts';
import { secure } from './security-headers.ts';
import { parseSettingsPatch } from './settings-patch.ts';
import { starterRoutes } from './starter/starter-routes.ts';
import { serveStatic } from './static-files.ts';
import { openStatus } from './status-stream.ts';
import { type MessageTransport, serveStreams } from './stream-channel.ts';
import type { About, HostStatus, Settings } from './types.ts';

/** The engine's host, as this folder needs it. */
interface HostPort extends EnginePort {
  status(): HostStatus;
  subscribe(listener: (status: HostStatus) => void): () => void;
  start(): Promise<HostStatus>;
  stop(): Promise<HostStatus>;
}

interface SettingsPort {
  get(): Settings;
  update(patch: Partial<Settings>): Promise<Settings>;
}

export interface DesktopApiOptions {
  readonly host: HostPort;
  readonly settings: SettingsPort;
  readonly registries: RegistriesPort;
  readonly projects: ProjectsPort;
  readonly about: About;
  /** The folder of the built page. */
  readonly pageRoot: string;
  /** Lets a person choose a folder in the system's own dialog, where the shell has one; undefined when none was chosen. */
  readonly chooseFolder?: (() => Promise<string | undefined>) | undefined;
}

/** Everything a page can reach, the same in both shells. Who may ask is for the shell to decide. */
export interface DesktopApi {
  /** Answers any request; never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Serves one window's streams until the transport closes. */
  serve(transport: MessageTransport): void;
}

/** Makes the desktop's one fetch handler and its stream server. */
export function desktopApi(options: DesktopApiOptions): DesktopApi {
  const { host, registries } = options;
  const routes = new Hono();
  routes.all('/engine/*', async ({ req }) =>
    secure(await proxyToEngine(host, withLoginFor(req.raw, registries)), 'data'),
  );
  routes.route('/desktop', desktopRoutes(options));
  routes.all('*', async ({ req }) => secure(await serveStatic(options.pageRoot, req.raw), 'page'));
  routes.onError((error) => secure(failureOf(error), 'data'));
  const open = openerOf({
    http: (opening, signal) => openHttp(host, withLogin(opening, registries), signal),
    hijack: (opening, signal) => openHijack(host, opening, signal),
    status: (_opening, signal) => Promise.resolve(openStatus(host, signal)),
  });
  return {
    fetch: async (request) => routes.fetch(request),
    serve: (transport) => serveStreams(transport, open),
  };
}

function desktopRoutes(options: DesktopApiOptions): Hono {
  const { host, settings, registries, about, chooseFolder } = options;
  const routes = new Hono();
  const answer = (value: unknown) => secure(json(value), 'data');
  routes.get('/status', () => answer(host.status()));
  routes.post('/engine/start', async () => answer(await host.start()));
  routes.post('/engine/stop', async () => answer(await host.stop()));
  routes.post('/engine/restart', async () => {
    await host.stop();
    return answer(await host.start());
  });
  routes.get('/settings', () => answer(settings.get()));
  routes.patch('/settings', async (context) =>
    answer(await settings.update(parseSettingsPatch(await bodyOf(context)))),
  );
  routes.route('/registries', registryRoutes(host, registries));
  routes.route('/files', fileRoutes());
  routes.route('/starter', starterRoutes());
  routes.route('/compose', projectRoutes(options));
  routes.route('/builds', buildRoutes(new LocalBuilds(host, registries)));
  routes.post('/folder-dialog', async () => {
    if (chooseFolder === undefined)
      throw new DesktopError(404, 'This shell has no dialog for folders; type the path or look for it.');
    return answer({ path: (await chooseFolder()) ?? null });
  });
  routes.get('/about', () => answer(about));
  routes.all('/stream', () => secure(failure(426, 'Streams need a WebSocket here.'), 'data'));
  routes.all('*', ({ req }) => secure(failure(404, `The desktop has no ${req.method} ${req.path}.`), 'data'));
  return routes;
}

function projectRoutes({ host, registries, projects }: DesktopApiOptions): Hono {
  const client = () => createEngineClient(host.status().socket);
  const authFor = (image: string) => loginForImage(image, registries);
  return composeRoutes(new LocalProjects(client, projects), new Plans({ client, authFor }));
}

async function bodyOf({ req }: Context): Promise<unknown> {
  try {
    return await req.json();
  } catch (cause) {
    throw new DesktopError(400, 'The body is no JSON.', { cause });
  }
}
