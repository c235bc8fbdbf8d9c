import type { StarterLine } from '../types.ts';
import { packageManager } from './node-packages.ts';
import { outputOf, type PageTool } from './page-output.ts';
import {
  BLANK,
  cmd,
  EVERYTHING,
  expose,
  firstOf,
  line,
  type Project,
  type Template,
  textOf,
} from './project.ts';

/** What a package.json says that matters here; anything else in it is passed over. */
interface Package {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly engines?: Readonly<Record<string, unknown>>;
  readonly packageManager?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

const DEFAULT_VERSION = '22';
const PAGE_TOOLS: readonly PageTool[] = ['vite', 'react-scripts', '@angular/cli', 'parcel'];
const NEWER =
  'The version that .nvmrc or "engines" names, else the long-term one. “slim” leaves out compilers.';

export const nodeTemplate: Template = {
  kind: 'node',
  choosable: EVERYTHING,
  recognise: (project) => (project.names.has('package.json') ? 'package.json is there' : undefined),
  choices: (project) => ({ version: versionOf(project), port: '3000', command: commandOf(project) }),
  dockerfile: (project, choices) =>
    has(project, 'build') ? built(project, choices) : plain(project, choices),
  ignore: (project) => [
    line('node_modules', 'Installed inside, for the image’s own system.'),
    line('npm-debug.log*', 'Left by npm when it fails.'),
    ...(has(project, 'build') ? outputs(project) : []),
    line('coverage', 'Made by tests.'),
  ],
};

/** A page that is built and then only served: there is nothing to start. */
export const spaTemplate: Template = {
  kind: 'spa',
  choosable: ['version'],
  recognise(project) {
    const tool = pageToolOf(project);
    return tool === undefined ||
      has(project, 'start') !== (tool !== 'vite' && tool !== 'parcel') ||
      !has(project, 'build')
      ? undefined
      : `package.json builds a page with ${tool}`;
  },
  choices: (project) => ({ version: versionOf(project), port: '80', command: 'nginx -g "daemon off;"' }),
  dockerfile: (project, { version, port }) => [
    ...building(project, version),
    BLANK,
    line('FROM nginx:1-alpine', 'Serves files and nothing else; Node is not needed any more.'),
    line(
      `COPY --from=build /app/${pageOutput(project)} /usr/share/nginx/html`,
      'Only what was built comes along.',
    ),
    ...expose(port),
  ],
  ignore: nodeTemplate.ignore,
};

function plain(
  project: Project,
  choices: { readonly version: string; readonly port: string; readonly command: string },
) {
  const { files, prepare, install } = packageManager(
    project,
    packageOf(project).packageManager,
    choices.version,
  );
  return [
    line(`FROM node:${choices.version}-slim`, NEWER),
    line('ENV NODE_ENV=production', 'Frameworks leave out what only helps while developing.'),
    line('WORKDIR /app', 'Where everything that follows happens.'),
    ...prepare,
    line(
      `COPY ${files.join(' ')} ./`,
      'Before the rest: as long as they stay the same, the install comes from the cache.',
    ),
    install('production'),
    line('COPY . .', 'The rest, without what .dockerignore names.'),
    ...started(choices),
  ];
}

function built(
  project: Project,
  choices: { readonly version: string; readonly port: string; readonly command: string },
) {
  const { prune } = packageManager(project, packageOf(project).packageManager, choices.version);
  return [
    ...building(project, choices.version),
    ...prune,
    BLANK,
    line(`FROM node:${choices.version}-slim`, 'A second stage: what was only needed to build stays behind.'),
    line('ENV NODE_ENV=production', 'Frameworks leave out what only helps while developing.'),
    line('WORKDIR /app', 'Where everything that follows happens.'),
    line('COPY --from=build /app ./', 'The program, built, with the packages that it runs with.'),
    ...started(choices),
  ];
}

function building(project: Project, version: string): readonly StarterLine[] {
  const { files, prepare, install, run } = packageManager(
    project,
    packageOf(project).packageManager,
    version,
  );
  return [
    line(`FROM node:${version}-slim AS build`, NEWER),
    line('WORKDIR /app', 'Where everything that follows happens.'),
    ...prepare,
    line(
      `COPY ${files.join(' ')} ./`,
      'Before the rest: as long as they stay the same, the install comes from the cache.',
    ),
    install('all'),
    line('COPY . .', 'The rest, without what .dockerignore names.'),
    line(`RUN ${run} build`, 'The "build" script of package.json.'),
  ];
}

function started({
  port,
  command,
}: {
  readonly port: string;
  readonly command: string;
}): readonly StarterLine[] {
  return [line('USER node', 'A user of the base image who is not root.'), ...expose(port), cmd(command)];
}

function packageOf(project: Project): Package {
  try {
    const found: unknown = JSON.parse(textOf(project, 'package.json'));
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

function has(project: Project, script: string): boolean {
  return typeof packageOf(project).scripts?.[script] === 'string';
}

/** The first number in what names a version; ranges and names such as `lts/*` have no say. */
function versionOf(project: Project): string {
  const said = [
    textOf(project, '.nvmrc'),
    textOf(project, '.node-version'),
    packageOf(project).engines?.['node'],
  ];
  const found = said.map(
    (text) => /^[v^~>=\s]*(\d{2})(?=\D|$)/.exec(typeof text === 'string' ? text : '')?.[1],
  );
  return found.find((version) => version !== undefined) ?? DEFAULT_VERSION;
}

function commandOf(project: Project): string {
  const { scripts, main } = packageOf(project);
  const start = scripts?.['start'];
  // A plain `node FILE` needs no npm around it, which would keep signals to itself.
  if (typeof start === 'string') return /^node [\w./-]+$/.test(start) ? start : 'npm start';
  const file =
    typeof main === 'string' ? main : firstOf(project, 'server.js', 'index.js', 'app.js', 'main.js');
  return `node ${file ?? 'index.js'}`;
}

function pageToolOf(project: Project): PageTool | undefined {
  const { dependencies, devDependencies } = packageOf(project);
  const all = { ...dependencies, ...devDependencies };
  return PAGE_TOOLS.find((name) => name in all);
}

function pageOutput(project: Project): string {
  return outputOf(project, pageToolOf(project), packageOf(project).name);
}

function outputs(project: Project): readonly StarterLine[] {
  const [folder = 'dist'] = pageOutput(project).split('/');
  return [line(folder, 'Built inside, so that it is never an old one.')];
}
