import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IgnorePatterns, readIgnoreFile } from '../../../engine/builder/ignore/ignore-patterns.ts';
import { checkDockerfile } from '../../../engine/builder/lint/check-dockerfile.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { failureOf } from '../answers.ts';
import type { Starter, StarterKind } from '../types.ts';
import type { Project } from './project.ts';
import { propose, recognised, written } from './propose.ts';
import { starterRoutes } from './starter-routes.ts';

function project(files: Readonly<Record<string, string>>): Project {
  return { name: 'shop', names: new Set(Object.keys(files)), texts: new Map(Object.entries(files)) };
}

const json = (value: unknown) => JSON.stringify(value);
const VITE = json({ scripts: { dev: 'vite', build: 'vite build' }, devDependencies: { vite: '6' } });
const BUILT = json({ scripts: { build: 'tsc', start: 'node dist/x.js' }, packageManager: 'pnpm@9' });

const SERVED = { start: 'serve it', build: 'build it' };
const ANGULAR = json({ name: 'shop', scripts: SERVED, dependencies: { '@angular/cli': '20' } });
const angular = (builder: string, outputPath: unknown) =>
  json({
    projects: {
      web: { architect: { build: { builder: `@angular/build:${builder}`, options: { outputPath } } } },
    },
  });

/** Folders as people have them, what they are taken for, and what of the proposal matters most. */
const FOLDERS: readonly (readonly [
  title: string,
  Readonly<Record<string, string>>,
  StarterKind,
  readonly string[],
])[] = [
  [
    'Node with a lock',
    { 'package.json': json({ main: 'server.js' }), 'package-lock.json': '' },
    'node',
    ['npm ci --omit=dev', 'CMD ["node", "server.js"]'],
  ],
  [
    'Node without a lock',
    { 'package.json': json({ engines: { node: '>=20.1' } }), 'index.js': '' },
    'node',
    ['FROM node:20-slim', 'npm install --omit=dev', 'CMD ["node", "index.js"]'],
  ],
  [
    'Node that is built, with pnpm',
    { 'package.json': BUILT, 'pnpm-lock.yaml': '' },
    'node',
    ['corepack enable', 'pnpm run build', 'pnpm prune --prod', 'CMD ["node", "dist/x.js"]'],
  ],
  [
    'Node with old yarn',
    { 'package.json': json({ scripts: { start: 'next start' } }), 'yarn.lock': '', '.nvmrc': 'v18.2' },
    'node',
    ['FROM node:18-slim', 'yarn install --frozen-lockfile --production', 'CMD ["npm", "start"]'],
  ],
  [
    'Node with new yarn',
    { 'package.json': '{}', 'yarn.lock': '', '.yarnrc.yml': '', '.nvmrc': '25' },
    'node',
    ['npm install --global corepack && corepack enable', 'yarn workspaces focus'],
  ],
  [
    'a package.json that is none',
    { 'package.json': '[', 'index.html': '' },
    'node',
    ['CMD ["node", "index.js"]'],
  ],
  [
    'a page made by Vite',
    { 'package.json': VITE, 'package-lock.json': '', 'index.html': '' },
    'spa',
    ['npm run build', 'FROM nginx:1-alpine', '/app/dist /usr/share'],
  ],
  [
    'a page of create-react-app among the tools',
    { 'package.json': json({ scripts: SERVED, devDependencies: { 'react-scripts': '5' } }) },
    'spa',
    ['/app/build /usr/share'],
  ],
  [
    'a page made by Angular',
    { 'package.json': json({ name: 'shop', scripts: SERVED, devDependencies: { '@angular/cli': '20' } }) },
    'spa',
    ['/app/dist/shop/browser /usr/share'],
  ],
  [
    'a page made by Angular that says where it goes',
    { 'package.json': ANGULAR, 'angular.json': angular('application', { base: './out/web', browser: 'en' }) },
    'spa',
    ['/app/out/web/en /usr/share'],
  ],
  [
    'a page made by old Angular',
    { 'package.json': ANGULAR, 'angular.json': angular('browser', 'dist/web') },
    'spa',
    ['/app/dist/web /usr/share'],
  ],
  [
    'a page made by Angular that goes elsewhere',
    { 'package.json': ANGULAR, 'angular.json': angular('application', '../x') },
    'spa',
    ['/app/dist/web/browser /usr/share'],
  ],
  [
    'Node with pnpm that has no lock',
    { 'package.json': BUILT },
    'node',
    ['There is no pnpm-lock.yaml', 'pnpm install\n', 'pnpm run build'],
  ],
  [
    'Node with old yarn that has no lock',
    { 'package.json': json({ packageManager: 'yarn@1.22.22' }) },
    'node',
    ['There is no yarn.lock', 'yarn install --production'],
  ],
  [
    'Node with new yarn that has no lock',
    { 'package.json': json({ packageManager: 'yarn@4.5.0', scripts: { build: 'tsc' } }) },
    'node',
    ['There is no yarn.lock', 'RUN yarn install\n'],
  ],
  [
    'Python with requirements',
    { 'requirements.txt': 'fastapi==1\n', 'main.py': '', '.python-version': '3.11.4' },
    'python',
    ['FROM python:3.11-slim', 'pip install --requirement', '"uvicorn", "main:app"'],
  ],
  [
    'Python with uv',
    { 'pyproject.toml': 'requires-python = ">=3.12"', 'uv.lock': '', 'app.py': '' },
    'python',
    ['FROM python:3.12-slim', 'uv sync --locked', 'CMD ["python", "app.py"]'],
  ],
  [
    'Python with poetry',
    { 'pyproject.toml': 'flask = "3"', 'poetry.lock': '', 'app.py': '' },
    'python',
    ['poetry install --only main', '"flask", "--app", "app"'],
  ],
  ['Django', { 'manage.py': '', 'requirements.txt': 'django' }, 'python', ['"manage.py", "runserver"']],
  ['a Python package', { 'pyproject.toml': '', 'main.py': '' }, 'python', ['pip install .']],
  ['Pipenv', { Pipfile: '', 'Pipfile.lock': '' }, 'python', ['pipenv install --system']],
  [
    'Go at the root',
    { 'go.mod': 'module x\n\ngo 1.23.1\n', 'go.sum': '', 'main.go': '' },
    'go',
    ['FROM golang:1.23 AS build', 'COPY go.mod go.sum ./', '-o /app .'],
  ],
  [
    'Go below cmd',
    {
      'go.mod': 'module x',
      'cmd/README.md': '',
      'cmd/Makefile': '',
      'cmd/internal/': '',
      'cmd/web/': '',
      'package.json': '{}',
    },
    'go',
    ['-o /app ./cmd/web'],
  ],
  ['Go beside notes', { 'go.mod': 'module x', 'cmd/README.md': '' }, 'go', ['-o /app .']],
  [
    'Go with a main in cmd',
    { 'go.mod': 'module x', 'cmd/api/': '', 'cmd/main.go': '' },
    'go',
    ['-o /app ./cmd'],
  ],
  [
    'Rust',
    { 'Cargo.toml': '[package]\nname = "shop-web"\nrust-version = "1.80"', 'Cargo.lock': '' },
    'rust',
    ['FROM rust:1.80-slim', '--locked', 'target/release/shop-web /app'],
  ],
  [
    'Maven',
    { 'pom.xml': '<maven.compiler.release>17</maven.compiler.release>' },
    'java',
    ['maven:3-eclipse-temurin-17', 'FROM eclipse-temurin:17-jre'],
  ],
  [
    'Gradle',
    { 'build.gradle.kts': 'languageVersion = JavaLanguageVersion.of(21)' },
    'java',
    ['gradle:8-jdk21', 'CMD ["java", "-jar", "/app/app.jar"]'],
  ],
  ['pages', { 'index.html': '' }, 'static', ['COPY . /usr/share/nginx/html']],
  ['pages in a folder', { 'public/index.html': '' }, 'static', ['COPY public/ /usr/share/nginx/html']],
];

describe('a proposal', () => {
  it.each(FOLDERS)(
    'for %s is what such a project needs, and no check has anything to say of it',
    async (_title, files, kind, parts) => {
      const folder = project(files);
      expect(recognised(folder)[0]?.kind).toBe(kind);
      const { dockerfile, ignore } = propose(folder, kind, {});
      const text = written(dockerfile);
      for (const part of parts) expect(text).toContain(part);
      const patterns = new IgnorePatterns(readIgnoreFile(written(ignore)));
      const { problems } = await checkDockerfile(text, async () => ({
        platformArgs: new Map(),
        baseOf: () => undefined,
        ignored: patterns,
      }));
      expect(problems).toEqual([]);
      expect(dockerfile.filter((line) => line.text !== '' && line.why === '')).toEqual([]);
      expect(['.git/HEAD', '.env.local', 'Dockerfile'].filter((path) => !patterns.ignores(path))).toEqual([]);
      expect(Object.keys(files).filter((path) => patterns.ignores(path))).toEqual([]);
    },
  );

  it('can be had for a folder of another kind, too, and takes what was chosen where it is open', () => {
    const empty = project({});
    expect(recognised(empty)).toEqual([]);
    const node = propose(empty, 'node', { version: '24', port: '', command: 'node a.js | tee log' });
    expect(written(node.dockerfile)).toContain('FROM node:24-slim');
    expect(written(node.dockerfile)).toContain('CMD ["sh", "-c", "node a.js | tee log"]');
    expect(written(node.dockerfile)).not.toContain('EXPOSE');
    expect(written(node.dockerfile)).toContain('# Through a shell');
    const set = written(propose(empty, 'node', { command: 'PORT=80 node a.js' }).dockerfile);
    expect(set).toContain('CMD ["sh", "-c", "PORT=80 node a.js"]');
    expect(set).not.toContain('Without a shell');
    expect(propose(empty, 'static', { port: '8080' }).choices.port).toBe('80');
  });
});

describe('a port that was chosen', () => {
  const app = project({ 'requirements.txt': 'fastapi', 'main.py': '' });

  it('is the one that the proposed command listens on, too', () => {
    const text = written(propose(app, 'python', { port: '9000' }).dockerfile);
    expect(text).toContain('EXPOSE 9000');
    expect(text).toContain('"--port", "9000"');
    expect(written(propose(project({ 'manage.py': '' }), 'python', { port: '81' }).dockerfile)).toContain(
      '0.0.0.0:81',
    );
    expect(propose(app, 'python', { port: '' }).choices.command).toContain('--port 8000');
    expect(propose(app, 'python', { port: '9000', command: 'python x.py' }).choices.command).toBe(
      'python x.py',
    );
  });
});

describe('the starter of a folder', () => {
  const routes = starterRoutes().onError(failureOf);
  const ask = async (query: Readonly<Record<string, string>>) => {
    const response = await routes.request(`/?${new URLSearchParams(query).toString()}`);
    return { status: response.status, body: (await response.json().catch(() => undefined)) as Starter };
  };

  it('reads the folder, and tells which files are there already', async () => {
    const folder = await tempFolder();
    for (const [path, text] of [
      ['go.mod', 'go 1.22'],
      ['cmd/README.md', ''],
      ['cmd/web/main.go', ''],
      ['.dockerignore', 'x'],
    ] as const) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { body } = await ask({ folder });
    expect(body).toMatchObject({ kind: 'go', found: [{ kind: 'go', because: 'go.mod is there' }] });
    expect(
      body.files.map(({ path, existing }) => [path.slice(body.folder.length), existing === null]),
    ).toEqual([
      ['/Dockerfile', true],
      ['/.dockerignore', false],
    ]);
    expect(body.files[0]?.text).toContain('./cmd/web');
    expect((await ask({ folder, kind: 'static', version: '1.29' })).body.files[0]?.text).toContain(
      'nginx:1.29-alpine',
    );
  });

  it('proposes nothing for what it does not recognise, and refuses what makes no sense', async () => {
    const folder = await tempFolder();
    expect((await ask({ folder })).body).toMatchObject({ kind: null, found: [], files: [] });
    const refused = [
      { folder, version: 'a b' },
      { folder, port: 'x' },
      { folder, command: 'a\nRUN b' },
      { folder: 'here' },
    ];
    const statuses = await Promise.all(refused.map(async (query) => (await ask(query)).status));
    expect(statuses).toEqual([400, 400, 400, 400]);
  });
});
