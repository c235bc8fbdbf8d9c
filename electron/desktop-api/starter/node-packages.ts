import type { StarterLine } from '../types.ts';
import { line, type Project } from './project.ts';

/** How a project's packages get into the image. */
interface PackageManager {
  /** What the install reads. */
  readonly files: readonly string[];
  readonly prepare: readonly StarterLine[];
  readonly install: (which: 'all' | 'production') => StarterLine;
  /** Takes away what only the build needed. */
  readonly prune: readonly StarterLine[];
  /** Runs a script of package.json. */
  readonly run: string;
}

const CACHED = 'Downloads are kept in a cache of the builder, not in the image.';
const LOCKED = 'Exactly what the lock names.';

function lockless(file: string): string {
  return `There is no ${file}: what comes may differ from day to day.`;
}

/** @param declared the `packageManager` of package.json */
export function packageManager(project: Project, declared: unknown, version: string): PackageManager {
  const name = typeof declared === 'string' ? declared : '';
  if (project.names.has('pnpm-lock.yaml') || name.startsWith('pnpm')) return pnpm(project, version);
  if (project.names.has('yarn.lock') || name.startsWith('yarn')) {
    const isClassic = !project.names.has('.yarnrc.yml') && !/^yarn@[2-9]/.test(name);
    return isClassic ? classicYarn(project) : yarn(project, version);
  }
  return npm(project);
}

function npm(project: Project): PackageManager {
  const isLocked = project.names.has('package-lock.json');
  const why = isLocked ? `${LOCKED} ${CACHED}` : `${lockless('package-lock.json')} ${CACHED}`;
  return {
    files: ['package.json', ...(isLocked ? ['package-lock.json'] : []), ...kept(project, '.npmrc')],
    prepare: [],
    install: (which) =>
      line(
        `RUN --mount=type=cache,target=/root/.npm npm ${isLocked ? 'ci' : 'install'}${which === 'all' ? '' : ' --omit=dev'}`,
        why,
      ),
    prune: [line('RUN npm prune --omit=dev', 'What only the build needed goes.')],
    run: 'npm run',
  };
}

function pnpm(project: Project, version: string): PackageManager {
  const isLocked = project.names.has('pnpm-lock.yaml');
  return {
    files: ['package.json', ...kept(project, 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc')],
    prepare: [corepack(version, 'pnpm')],
    install: (which) =>
      line(
        `RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install${isLocked ? ' --frozen-lockfile' : ''}${which === 'all' ? '' : ' --prod'}`,
        `${isLocked ? LOCKED : lockless('pnpm-lock.yaml')} ${CACHED}`,
      ),
    prune: [line('RUN pnpm prune --prod', 'What only the build needed goes.')],
    run: 'pnpm run',
  };
}

function classicYarn(project: Project): PackageManager {
  const isLocked = project.names.has('yarn.lock');
  const install = (which: 'all' | 'production') =>
    `RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install${isLocked ? ' --frozen-lockfile' : ''}${which === 'all' ? '' : ' --production'}`;
  return {
    files: ['package.json', ...kept(project, 'yarn.lock', '.npmrc')],
    prepare: [],
    install: (which) => line(install(which), `${isLocked ? LOCKED : lockless('yarn.lock')} ${CACHED}`),
    prune: [line(install('production'), 'What only the build needed goes.')],
    run: 'yarn run',
  };
}

function yarn(project: Project, version: string): PackageManager {
  const isLocked = project.names.has('yarn.lock');
  return {
    files: ['package.json', ...kept(project, 'yarn.lock', '.yarnrc.yml')],
    prepare: [corepack(version, 'yarn')],
    install: (which) =>
      which === 'all'
        ? isLocked
          ? line('RUN yarn install --immutable', LOCKED)
          : line('RUN yarn install', lockless('yarn.lock'))
        : line(
            'RUN yarn workspaces focus --all --production',
            isLocked ? 'What the program runs with, as the lock names it.' : lockless('yarn.lock'),
          ),
    prune: [line('RUN yarn workspaces focus --all --production', 'What only the build needed goes.')],
    run: 'yarn run',
  };
}

/** Node brought it along up to version 24. */
function corepack(version: string, tool: string): StarterLine {
  const get = Number(version) >= 25 ? 'npm install --global corepack && ' : '';
  return line(
    `RUN ${get}corepack enable`,
    `Makes ${tool} available, in the version that package.json names.`,
  );
}

function kept({ names }: Project, ...files: readonly string[]): readonly string[] {
  return files.filter((file) => names.has(file));
}
