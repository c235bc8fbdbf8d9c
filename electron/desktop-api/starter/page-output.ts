import { posix } from 'node:path';
import { type Project, textOf } from './project.ts';

/** What builds a page, as packages name it. */
export type PageTool = 'vite' | 'react-scripts' | '@angular/cli' | 'parcel';

/** The folder that the build of a page leaves its files in. */
export function outputOf(project: Project, tool: PageTool | undefined, packageName: unknown): string {
  if (tool === 'react-scripts') return 'build';
  return tool === '@angular/cli' ? angularOutput(project, packageName) : 'dist';
}

interface AngularBuild {
  readonly builder?: unknown;
  readonly options?: { readonly outputPath?: unknown };
}

interface AngularProject {
  readonly architect?: { readonly build?: AngularBuild };
  readonly targets?: { readonly build?: AngularBuild };
}

/** Since Angular 17 `dist/NAME/browser`; the older builder `browser` has no folder of that name within. */
function angularOutput(project: Project, packageName: unknown): string {
  const { projects, defaultProject } = workspaceOf(project);
  const names = Object.keys(projects);
  const name = names.find((one) => one === defaultProject) ?? names[0];
  const { architect, targets } = (name === undefined ? undefined : projects[name]) ?? {};
  const { builder, options } = architect?.build ?? targets?.build ?? {};
  const path = options?.outputPath;
  const { base, browser } = typeof path === 'object' && path !== null ? (path as PathParts) : { base: path };
  const usual = `dist/${name ?? (typeof packageName === 'string' ? packageName : project.name)}`;
  const isOld = typeof builder === 'string' && builder.endsWith(':browser');
  const below = isOld ? '' : typeof browser === 'string' ? browser : 'browser';
  const found = [base, usual].filter((one) => typeof one === 'string').find(isWithin) ?? 'dist';
  return posix.join(found, isWithin(below) ? below : '').replace(/\/$/, '');
}

interface PathParts {
  readonly base?: unknown;
  readonly browser?: unknown;
}

interface Workspace {
  readonly projects: Readonly<Record<string, AngularProject | undefined>>;
  readonly defaultProject?: unknown;
}

function workspaceOf(project: Project): Workspace {
  try {
    const found = JSON.parse(textOf(project, 'angular.json')) as Partial<Workspace> | null;
    return { projects: found?.projects ?? {}, defaultProject: found?.defaultProject };
  } catch {
    return { projects: {} };
  }
}

/** A path that a COPY can name as it is, below the project. */
function isWithin(path: string): boolean {
  const plain = posix.normalize(path);
  return /^[\w@./-]+$/.test(path) && !posix.isAbsolute(plain) && plain !== '..' && !plain.startsWith('../');
}
